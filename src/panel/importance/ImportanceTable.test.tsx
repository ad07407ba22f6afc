import { fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';
import { ForecastFailure } from '../../core/options/errors';
import type { Importance } from '../../core/lstm/importance';
import { resultOf } from '../../testing/panelFixtures';
import { ImportanceTable } from './ImportanceTable';

const { report } = resultOf();
const importance: Importance[] = [
  { term: { kind: 'covariate', name: 'requests' }, share: 0.7 },
  { term: { kind: 'days' }, share: 0.297 },
  { term: { kind: 'hour' }, share: 0.003 },
];

/** A section that is open, once its answer has come. */
async function open(explain: () => Promise<Importance[] | undefined>, of: typeof report = report) {
  const asked = jest.fn(explain);
  render(<ImportanceTable seriesKey="a" report={of} explain={asked} />);
  const section = screen.getByRole('group') as HTMLDetailsElement;
  expect(asked).not.toHaveBeenCalled();
  const toggle = (isOpen: boolean) => {
    section.open = isOpen;
    fireEvent(section, new Event('toggle'));
  };
  toggle(true);
  await screen.findByText((_, element) => element?.tagName === 'P' && element.textContent !== 'Being measured');
  return { asked, toggle };
}

it('asks once it is opened, and once alone', async () => {
  const { asked, toggle } = await open(async () => importance);
  toggle(false);
  toggle(true);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked).toHaveBeenCalledWith('a');
});

it('shows the shares by falling size, and says whose they are', async () => {
  await open(async () => importance);
  const rows = within(screen.getByRole('table', { name: 'What matters to the forecast' })).getAllByRole('row');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Covariate requests70 %',
    'The days before, at this time30 %',
    'The hour of the daybelow 1 %',
  ]);
  expect(screen.getByText(/the LSTM of this series, which is 25 % of the blend, errs/)).toBeTruthy();
});

it('says that a network has no part, that nothing matters, or that there is no network', async () => {
  await open(async () => [], { ...report, shares: [{ member: 'day', share: 1 }] });
  expect(screen.getByText(/^Nothing that the network of this series, which has no part in the forecast,/)).toBeTruthy();
});

it('asks again after a failure, whose reason it says', async () => {
  const failures = [undefined, new ForecastFailure({ kind: 'worker-failed', message: 'gone' })];
  const { asked, toggle } = await open(async () => {
    const failure = failures.shift();
    if (failure) {
      throw failure;
    }
    return undefined;
  });
  expect(screen.getByRole('status').textContent).toBe('No trained network is at hand. Retrain it.');
  toggle(true);
  expect(await screen.findByText(/gone/)).toBeTruthy();
  expect(asked).toHaveBeenCalledTimes(2);
});
