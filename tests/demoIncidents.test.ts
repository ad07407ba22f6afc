import { drawForecast, fitWithoutLstm } from '../src/core/fitted';
import { beginOf, heldSteps, refine, watch } from '../src/core/live';
import { demoPanels } from './bench/demo';
import { cpuIncidents, createScenarios } from './workbench/scenarios';

const DAY = 86_400_000;

function forecastOf(anchor: number) {
  const [{ series, options }] = demoPanels(anchor);
  const fitted = fitWithoutLstm(series, options, { timeZone: 'UTC' });
  return { options, result: drawForecast(fitted, { thresholds: [], trainedAt: 0 }) };
}

/** The incidents of the last three days that a panel of the demo's CPU marks. */
function marksOf(anchor: number, step: number, { options, result } = forecastOf(anchor)) {
  const end = Math.floor(anchor / (1000 * step)) * 1000 * step;
  const begin = beginOf(end, 1000 * step, heldSteps(step, 1));
  const times = Array.from({ length: (end - begin) / (1000 * step) + 1 }, (_, i) => begin + i * 1000 * step);
  const cpu = createScenarios(anchor).find(({ metric }) => metric === 'demo_cpu_usage_percent')!;
  const values = times.map((time) => cpu.value(time));
  const { anomalies } = refine(result, watch(result, { times, values }, options)!, anchor - DAY);
  return anomalies.filter(({ start }) => start > anchor - 3 * DAY);
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

test('how grave they are, and why, is the same at every zoom', () => {
  const anchor = Date.parse('2026-11-17T00:00Z');
  const forecast = forecastOf(anchor);
  const wordsOf = (step: number) => {
    const marks = marksOf(anchor, step, forecast);
    return cpuIncidents(anchor).map(({ start, end }) =>
      marks
        .filter((mark) => mark.start <= end && mark.end >= start)
        .map(({ direction, severity, reason }) => [direction, severity, reason?.channel, reason?.value])
    );
  };
  const words = wordsOf(60);
  expect(words.map((one) => one.length)).toEqual([1, 1, 1]);
  for (const step of [120, 300, 600]) {
    expect(wordsOf(step)).toEqual(words);
  }
});
