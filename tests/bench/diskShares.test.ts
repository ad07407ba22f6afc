import { fitForecaster, withMember } from '../../src/core/blend/forecaster';
import { knownPathsMember } from '../../src/core/members/knownPaths';
import { sarx } from '../../src/core/members/seasonal';
import { timeAt } from '../../src/core/series/series';
import { TEST_ANCHOR } from '../workbench/scenarios';
import { demoPanels } from './demo';

const HORIZON = 12;
const DAY = 48;
/** Half hours between the fits. */
const SHIFTS = [0, 1, 2, 3, 4, 5];
/** Share of the history that an LSTM has learned from, and says nothing of. */
const LEARNED = 0.6;

/** Mean share of an LSTM that is a little better than the regression, but for the half hour of the compaction. */
function shareAt(shift: number): number {
  const [, { series: whole }] = demoPanels(TEST_ANCHOR);
  const end = whole.values.length - SHIFTS.length + shift;
  const series = { ...whole, start: timeAt(whole, shift), values: whole.values.slice(shift, end) };
  const { values } = series;
  const drops = Array.from({ length: DAY }, (_, phase) => phase).map((phase) => {
    const rows = [...values.keys()].filter((row) => Math.round(timeAt(series, row) / 1_800_000) % DAY === phase);
    return rows.reduce((sum, row) => sum + (row > 0 ? values[row - 1] - values[row] : 0), 0);
  });
  const compaction = drops.indexOf(Math.max(...drops));
  const paths = new Map<number, Float64Array>();
  for (let row = Math.round(LEARNED * values.length); row < values.length; row++) {
    const isLate = Math.round(timeAt(series, row) / 1_800_000) % DAY === compaction;
    const error = isLate ? 1.2 : 0.05;
    paths.set(
      row,
      Float64Array.from({ length: HORIZON }, (_, h) => (values[row + 1 + h] ?? NaN) + ((row + h) % 2 ? error : -error))
    );
  }
  const fitted = fitForecaster(series, { horizon: HORIZON, members: [sarx] });
  const { shares } = withMember(fitted, knownPathsMember('lstm', paths));
  return shares.reduce((sum, block) => sum + block[1] / shares.length, 0);
}

test('the share of the LSTM in the forecast of the disk hardly changes in half an hour', () => {
  const shares = SHIFTS.map(shareAt);
  shares.slice(1).forEach((share, i) => expect(Math.abs(share - shares[i])).toBeLessThan(0.15));
}, 120_000);
