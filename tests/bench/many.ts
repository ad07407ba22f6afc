/**
 * The cost of a panel with many series before anything is trained: choosing which are forecast, and the first answer of
 * each: `npx tsx tests/bench/many.ts [series ...]`. Processor time, the median of five.
 */
import { forecastBaseline } from '../../src/core/fitted';
import { optionTable, validateOptions } from '../../src/core/options';
import type { LiveSeries } from '../../src/panel/frames/frames';
import { chooseSeries } from '../../src/panel/session/chooseSeries';

const { options } = validateOptions({});
const STEP_MS = options.step * 1000;
const POINTS = Math.floor(options.history / options.step);
const LIVE = 720;
const start = Date.UTC(2026, 10, 1);

const valueAt = (series: number, i: number) => 50 + 20 * Math.sin(i / 7.6 + series) + ((i * (series + 3)) % 11) / 4;
const history = (series: number) => ({
  start,
  step: options.step,
  values: Float64Array.from({ length: POINTS }, (_, i) => valueAt(series, i)),
});
const live = (series: number) => {
  const times = Array.from({ length: LIVE }, (_, i) => start + i * STEP_MS);
  const values = times.map((_, i) => valueAt(series, i));
  return { key: `${series}`, times, values, field: { config: {} } } as unknown as LiveSeries;
};

/** ms of the processor, which a busy machine does not change; the median of five runs */
function measure(run: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[2];
}

const asked = process.argv.slice(2).map(Number);
console.log(`${POINTS} points of history, ${LIVE} shown`);
console.log('| series | choosing 8, ms | first answer of those 8, ms | of all, ms |\n| ---: | ---: | ---: | ---: |');
for (const count of asked.length > 0 ? asked : [8, 50, 200]) {
  const all = Array.from({ length: count }, (_, i) => live(i));
  const histories = all.map((_, i) => history(i));
  const limit = optionTable.seriesAtOnce.default;
  const choose = measure(() => chooseSeries(all, { limit, thresholds: () => [80], held: new Set() }));
  const answer = (series: number) =>
    measure(() => histories.slice(0, series).forEach((one) => forecastBaseline(one, options, [80])));
  console.log(`| ${count} | ${choose.toFixed(1)} | ${answer(limit).toFixed(0)} | ${answer(count).toFixed(0)} |`);
}
