import { HOUR, T0 } from '../../testing/panelFixtures';
import { buildChartModel } from './model';
import { drawnOf } from '../../testing/testModel';
import { timeMarks } from './timeMarks';

const origin = T0 + 23 * HOUR;
const model = buildChartModel([drawnOf()], { from: T0, to: origin + 6 * HOUR }, origin);

it('calls the start of the forecast "now" while it is', () => {
  expect(timeMarks(model, 'utc', origin + 1.5 * HOUR)).toEqual([{ time: origin, text: 'now', side: 'right' }]);
});

it('tells the last value from now where they lie apart', () => {
  expect(timeMarks(model, 'utc', origin + 4 * HOUR)).toEqual([
    { time: origin, text: 'last value Thu 23:00', side: 'left' },
    { time: origin + 4 * HOUR, text: 'now', side: 'right' },
  ]);
});

it('calls nothing the last value that newer ones follow', () => {
  const early = { ...model, now: origin - 6 * HOUR };
  expect(timeMarks(early, 'utc', origin)[0].text).toBe('from 17:00');
});

it('gives the moment where now is out of view, and nothing without a forecast', () => {
  expect(timeMarks(model, 'utc', origin + 9 * HOUR)).toEqual([{ time: origin, text: 'Thu 23:00', side: 'right' }]);
  expect(timeMarks({ ...model, now: NaN }, 'utc', origin)).toEqual([]);
});
