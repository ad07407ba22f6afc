import { drawForecast, fitWithoutLstm } from '../src/core/fitted';
import { drivenMember } from '../src/core/members';
import { validateOptions } from '../src/core/options';
import { type Series } from '../src/core/series';
import { DAY, createScenarios, TEST_ANCHOR } from './workbench/scenarios';

const STEP = 1800;
const ROWS = 30 * 48 + 1;
const AHEAD = 48;
const START = TEST_ANCHOR - 30 * DAY;
const disk = createScenarios(TEST_ANCHOR).find(({ metric }) => metric === 'demo_disk_used_bytes')!;
const sampled = (rows: number, shift = 0): Series => ({
  start: START,
  step: STEP,
  values: Float64Array.from({ length: rows }, (_, i) => {
    const time = START + i * STEP * 1000 - shift;
    return time < START ? NaN : disk.value(time);
  }),
});

test('a shift of the series itself that is known ahead draws no spike', () => {
  const lastWeek = { ...sampled(ROWS + AHEAD + 1, 7 * DAY), name: 'last week', isKnownAhead: true };
  const { options } = validateOptions({ horizon: '24h' });
  const networks = [drivenMember([lastWeek])!];
  const fitted = fitWithoutLstm(sampled(ROWS), options, { timeZone: 'UTC', networks });
  const { point } = drawForecast(fitted, { thresholds: [], trainedAt: 0 }).forecast;
  const truth = sampled(ROWS + AHEAD).values.subarray(ROWS);
  point.forEach((value, h) => expect(Math.abs(value / truth[h] - 1)).toBeLessThan(0.005));
});
