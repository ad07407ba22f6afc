import { createTheme } from '@grafana/data';
import { cleanup, render, screen } from '@testing-library/react';
import React from 'react';
import type { Breach } from '../../core/breaches/breach';
import { forecastConstant } from '../../core/fitted/constantForecast';
import { defaultOptions } from '../../core/options/optionValues';
import { axisOf, layOutChart } from '../chart/layOut';
import { drawSeries } from '../drawSeries';
import { readSeries } from '../frames';
import { frameOf, HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { measureLetters } from '../../testing/canvasKit';
import { MarkKey } from './MarkKey';

const ORIGIN = T0 + 23 * HOUR;
const breach: Breach = {
  ...{ threshold: 12, direction: 'above', level: 0.8, probability: 0.7 },
  ...{ time: ORIGIN + 3 * HOUR, earliest: ORIGIN + 2 * HOUR, latest: ORIGIN + 4 * HOUR },
};

beforeAll(() => measureLetters(6));

/** Words of the key of a day with this crossing to come and this window left out. */
function keyOf(
  range: { from: number; to: number },
  excluded: { from: number; to: number },
  width = 1600,
  exemplar = NaN
): string {
  const live = readSeries([frameOf(new Array(24).fill(10))]);
  const charted = [{ key: live[0].key, result: { ...resultOf({ origin: ORIGIN }), breaches: [breach] } }];
  const drawn = drawSeries(live, charted, createTheme());
  const exemplars = [{ time: exemplar, value: 1, labels: {}, linksOf: () => [] }];
  const model = layOutChart(drawn, axisOf(drawn, range), [], [excluded], exemplars);
  render(<MarkKey model={model} width={width} />);
  return screen.getByRole('list', { name: 'What the marks mean' }).textContent ?? '';
}

it('explains what is in view', () => {
  const words = keyOf({ from: T0, to: ORIGIN }, { from: T0 + HOUR, to: T0 + 2 * HOUR });
  expect(words).toContain('crossing and its interval');
  expect(words).toContain('excluded from training');
});

it('explains nothing that is out of view', () => {
  const words = keyOf({ from: T0, to: T0 + 12 * HOUR }, { from: T0 - 9 * HOUR, to: T0 - 8 * HOUR });
  expect(words).toContain('forecast');
  expect(words).not.toContain('crossing');
  expect(words).not.toContain('excluded');
});

it('leaves out no mark where the chart is narrow: its words are shorter', () => {
  const words = keyOf({ from: T0, to: ORIGIN }, { from: T0 + HOUR, to: T0 + 2 * HOUR }, 500);
  expect(words).toBe('expectedforecast80, 95 %crossingexcluded');
  expect(screen.getByText('crossing')).toHaveAttribute('title', 'crossing and its interval');
});

it('explains neither bands nor expected values of a constant, which has none', () => {
  const values = new Array<number>(24).fill(6);
  const live = readSeries([frameOf(values)]);
  const result = forecastConstant({ start: T0, step: 3600, values: Float64Array.from(values) }, defaultOptions(), []);
  const drawn = drawSeries(live, [{ key: live[0].key, result }], createTheme());
  render(<MarkKey model={layOutChart(drawn, axisOf(drawn, { from: T0, to: ORIGIN }), [], [], [])} width={1600} />);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['forecast']);
});

it('explains exemplars where there are some in view', () => {
  const day = { from: T0, to: ORIGIN };
  const words = (at: number) => keyOf(day, { from: T0 - 9 * HOUR, to: T0 - 8 * HOUR }, 1600, at);
  expect(words(T0 + HOUR)).toContain('exemplar, a single observation');
  cleanup();
  expect(words(T0 - HOUR)).not.toContain('exemplar');
});
