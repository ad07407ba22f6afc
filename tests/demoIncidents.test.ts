import { drawForecast, fitWithoutLstm } from '../src/core/fitted';
import { knownSamples, watch } from '../src/core/live';
import { demoPanels } from './bench/demo';
import { cpuIncidents, createScenarios } from './workbench/scenarios';

const DAY = 86_400_000;
/** The incidents that a panel of the demo's CPU marks in three days of samples. */
function marksOf(anchor: number, step: number) {
  const [{ series, options }] = demoPanels(anchor);
  const fitted = fitWithoutLstm(series, options, { timeZone: 'UTC' });
  const result = drawForecast(fitted, { thresholds: [], trainedAt: 0 });
  const count = knownSamples(step);
  const times = Array.from({ length: count }, (_, i) => anchor - (count - 1 - i) * 1000 * step);
  const cpu = createScenarios(anchor).find(({ metric }) => metric === 'demo_cpu_usage_percent')!;
  const values = times.map((time) => cpu.value(time));
  return watch(result, { times, values }, options)!.anomalies!.filter(({ start }) => start > anchor - 3 * DAY);
}

test.each([
  ['2026-11-03T12:00Z', 60],
  ['2026-11-20T06:00Z', 300],
  ['2026-11-29T18:55Z', 120],
  ['2026-11-29T18:00Z', 300],
])('the CPU of the demo at %s, %d s between samples: its three incidents and no other', (at, step) => {
  const anchor = Date.parse(at);
  const marks = marksOf(anchor, step);
  expect(marks.map(({ direction }) => direction)).toEqual(['above', 'above', 'below']);
  cpuIncidents(anchor).forEach(({ start, end }, i) => {
    // Ramps of twelve minutes at either end.
    expect(Math.abs(marks[i].start - start)).toBeLessThanOrEqual(15 * 60_000);
    expect(Math.abs(marks[i].end - end)).toBeLessThanOrEqual(20 * 60_000);
  });
});
