import { knownPathsMember } from '../members/knownPaths';
import { defaultOptions } from '../options/optionValues';
import { fitForecast, withLstm, type FittedForecast } from './fittedForecast';
import { createNoise, makeSeries } from '../../testing/testSeries';

const options = defaultOptions();

const DAY = 24;
const noise = createNoise(4);
let level = 50;

/** Two weeks that a season explains, then days without any: a fit of the past alone would draw another forecaster. */
const lost = {
  ...makeSeries(20 * DAY, (row) =>
    row < 14 * DAY ? 50 + 20 * Math.sin((2 * Math.PI * row) / DAY) + noise() : (level += 3 * noise())
  ),
  step: 3600,
};
const sources = { timeZone: 'UTC', mask: new Uint8Array(lost.values.length) };

/** The replay of the forecaster that holds the last value. */
function expectLastValue({ forecaster, earlier, replay }: FittedForecast) {
  expect(forecaster.verdict).toMatchObject({ kind: 'naive', naive: 'last-value' });
  expect(earlier.verdict).toEqual(forecaster.verdict);
  const points = replay.members.get('last-value')!;
  replay.points.forEach((point, at) => expect(Math.abs(point - points[at])).toBeLessThan(1e-9));
}

describe('what is measured is the forecaster that is drawn', () => {
  const fitted = fitForecast(lost, options, sources);

  test('where only all of the history shows that a naive forecast is the best', () => {
    // Judged by what came before the replay, the blend would be drawn.
    expect(earlierAlone(fitted)).toBe('blend');
    expectLastValue(fitted);
  });

  test('with the LSTM in the blend too', () => {
    const paths = new Map(Array.from(lost.values, (_, row) => [row, new Float64Array(6).fill(1e4)]));
    expectLastValue(withLstm(fitted, knownPathsMember('lstm', paths)));
  });
});

/** The verdict on the history before the replay. */
function earlierAlone({ earlier }: FittedForecast): string {
  const end = earlier.end;
  const before = { ...lost, values: lost.values.subarray(0, end) };
  const mask = sources.mask.subarray(0, end);
  return fitForecast(before, options, { ...sources, mask }).forecaster.verdict.kind;
}
