import { phrase } from '../../core/language/phrase';
import { fireEvent, render, screen } from '@testing-library/react';
import { mergeWith } from 'lodash';
import React from 'react';
import { ForecastFailure } from '../../core/options/errors';
import { pinnedOf, pinsOf } from '../pins';
import type { PanelOptions } from '../types';
import type { Pins } from './ModelButtons';
import { ModelFacts } from './ModelFacts';
import { baseline, T0, trained } from '../../testing/panelFixtures';
import { nothing, type SeriesForecast } from '../session/forecastState';
import type { ModelTransfer } from '../session/modelTransfer';
import { testIds } from '../testIds';

const formats = () => ({ timeZone: 'utc', now: T0, value: String });
const history = { start: T0, step: 3600, values: new Float64Array(3) };

function show(change: Partial<SeriesForecast> = {}, pins?: Pins, onAccept?: jest.Mock) {
  const models: jest.Mocked<ModelTransfer> = {
    pinModel: jest.fn().mockResolvedValue('m'.repeat(44_100)),
    exportModel: jest.fn().mockResolvedValue(undefined),
    importModel: jest.fn().mockResolvedValue('own'),
  };
  const one = {
    key: 'a',
    name: 'cpu',
    phase: { kind: 'ready' as const },
    drawn: trained(),
    history,
    isOutOfDate: false,
  };
  const forecast = { ...nothing, series: [{ ...one, ...change }] };
  render(<ModelFacts forecast={forecast} formats={formats} models={models} pins={pins} onAccept={onAccept} />);
  return models;
}

const pick = (...files: File[]) => fireEvent.change(screen.getByTestId(testIds.importModel), { target: { files } });

it('exports the model of a series', () => {
  const { exportModel } = show();
  fireEvent.click(screen.getByRole('button', { name: 'Export model of cpu' }));
  expect(exportModel).toHaveBeenCalledWith('a');
});

it('offers no export before an LSTM was trained, and nothing at all without a history', () => {
  show({ drawn: baseline() });
  expect(screen.queryByTestId(testIds.exportModel)).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Import model for cpu' })).toBeInTheDocument();
});

it('imports the file that was picked, and says so', async () => {
  const { importModel } = show();
  const file = new File(['{}'], 'cpu.model.json');
  pick(file);
  expect(importModel).toHaveBeenCalledWith('a', [file]);
  expect(await screen.findByRole('status')).toHaveTextContent('The model was imported.');
});

it('takes the imported network over with the model of another program, which is several files', async () => {
  const onAccept = jest.fn();
  const { importModel } = show({}, undefined, onAccept);
  importModel.mockResolvedValue('foreign');
  const files = [new File(['{}'], 'model.json'), new File([''], 'group1-shard1of1.bin')];
  pick(...files);
  expect(importModel).toHaveBeenCalledWith('a', files);
  expect(await screen.findByRole('status')).toHaveTextContent('option Network is Imported, which it is now.');
  expect(onAccept).toHaveBeenCalledWith({ network: 'imported' });
});

it('says what to choose where it cannot change the options itself', async () => {
  show().importModel.mockResolvedValue('foreign');
  pick(new File(['{}'], 'model.json'));
  expect(await screen.findByRole('status')).toHaveTextContent('It is blended where the option Network is Imported.');
});

it('says why a file cannot be used', async () => {
  const { importModel } = show();
  importModel.mockRejectedValue(new ForecastFailure({ kind: 'invalid-model', why: phrase('the file is not JSON') }));
  pick(new File(['MZ'], 'virus.exe'));
  expect(await screen.findByRole('status')).toHaveTextContent('The model cannot be used: the file is not JSON.');
});

describe('pinning to the dashboard', () => {
  it('keeps the model in the options and says how large it is', async () => {
    const change = jest.fn();
    show({}, pinsOf({} as PanelOptions, change));
    fireEvent.click(screen.getByRole('button', { name: 'Pin to dashboard: the model of cpu' }));
    expect(await screen.findByRole('status')).toHaveTextContent('The model takes 45 kB of the dashboard.');
    expect(change).toHaveBeenCalledWith({ pinnedModels: { a: 'm'.repeat(44_100) } });
  });

  it('takes no more than a dashboard should hold', async () => {
    const change = jest.fn();
    show({}, pinsOf({ pinnedModels: { b: 'x'.repeat(390_000) } } as unknown as PanelOptions, change));
    fireEvent.click(screen.getByRole('button', { name: 'Pin to dashboard: the model of cpu' }));
    expect(await screen.findByText(/holds too many already/)).toBeInTheDocument();
    expect(change).not.toHaveBeenCalled();
  });

  it('ends when it is asked to, and leaves nothing behind', () => {
    const change = jest.fn();
    show({}, pinsOf({ pinnedModels: { a: 'xx' }, preview: false } as unknown as PanelOptions, change));
    fireEvent.click(screen.getByRole('button', { name: 'Unpin model of cpu' }));
    const [[told]] = change.mock.calls;
    expect(JSON.parse(JSON.stringify(told))).toEqual({ preview: false, pinnedModels: {} });
  });

  it('ends in a dashboard that merges options into those that it has', () => {
    let options = { pinnedModels: { a: 'xx', b: 'yy' } } as unknown as PanelOptions;
    const merge = (change: object) =>
      mergeWith(options, change, (old: unknown, next: unknown, key: string, all: Record<string, unknown>) => {
        // As the scenes of Grafana's dashboards do.
        if (old !== next && next === undefined) {
          all[key] = next;
        }
      });
    pinsOf(options, (change) => (options = merge(change) as PanelOptions)).unpin('a');
    expect([...pinnedOf(options.pinnedModels).keys()]).toEqual(['b']);
  });

  it('is offered to end for series that are gone', () => {
    const change = jest.fn();
    show({}, pinsOf({ pinnedModels: { a: 'xx', gone: 'y'.repeat(3000) } } as unknown as PanelOptions, change));
    fireEvent.click(screen.getByRole('button', { name: 'Unpin them (3 kB)' }));
    expect(JSON.parse(JSON.stringify(change.mock.calls[0][0]))).toEqual({ pinnedModels: { a: 'xx' } });
  });

  it('says why a pinned model does not forecast', () => {
    show({ pin: { kind: 'options', names: ['horizon', 'sequenceLength'] } });
    expect(screen.getByText(/another “Horizon”, “Sequence length”/)).toBeInTheDocument();
  });

  it('knows of what cannot be read', () => {
    expect([...pinnedOf({ a: 'no model' })]).toEqual([['a', undefined]]);
  });
});
