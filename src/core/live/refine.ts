import type { Anomaly } from '../anomalies';
import { laterPart, rowFrom } from '../bands';
import type { ForecastResult } from '../fitted';
import { join } from '../math';
import { edgesAt } from './bandAt';
import type { Watched } from './watch';

/**
 * The result as the samples show it: up to the newest of them the expected course, its band, scores and marks are those
 * of the samples, and the forecast begins after it. Before those that are shown the course of the grid stays.
 * @param shownFrom time of the first sample that is shown, ms
 */
export function refine(
  result: ForecastResult,
  { newest, step, coverage, ...watched }: Watched,
  shownFrom: number
): ForecastResult {
  const first = rowFrom(watched, shownFrom);
  const from = rowFrom(result.expected, shownFrom);
  const follow = (past: Float64Array, fine: Float64Array) => join(past.subarray(0, from), fine.subarray(first));
  return {
    ...result,
    expected: {
      times: follow(result.expected.times, watched.times),
      point: follow(result.expected.point, watched.expected),
      intervals: result.expected.intervals.map(({ level, lower, upper }, index, { length }) => {
        const fine = index === length - 1 ? watched : edgesAt(result, index, watched.times);
        return { level, lower: follow(lower, fine.lower), upper: follow(upper, fine.upper) };
      }),
    },
    anomalyScore: follow(result.anomalyScore, watched.score),
    anomalies: watched.anomalies ? joinAnomalies(result, watched.anomalies, watched.judgedFrom) : result.anomalies,
    // Times are whole milliseconds.
    forecast: laterPart(result.forecast, rowFrom(result.forecast, newest + 1)),
    seen: { until: newest, step, coverage },
  };
}

/**
 * The marks of the grid from before the samples were judged, then those of the samples. Days are known to the grid alone:
 * what it found unlike the last days stays where the samples found nothing. What is over is as grave as the grid has it, and
 * for its reason: that is the same at every zoom, while how rare a step is depends on the distance of the samples.
 */
function joinAnomalies({ anomalies, report }: ForecastResult, fine: Anomaly[], judgedFrom: number): Anomaly[] {
  const step = report.step * 1000;
  const overlaps = (one: Anomaly) => fine.some(({ start, end }) => start <= one.end && end >= one.start);
  const isBefore = (one: Anomaly) => one.end < judgedFrom && !overlaps(one);
  const isByDays = ({ reason }: Anomaly) => reason?.channel === 'season';
  // A run over the border is one, as the samples saw its end.
  const goesOver = ({ start }: Anomaly) => start < judgedFrom - step;
  const isFound = (one: Anomaly) => fine.some(({ start, end }) => start <= one.end + step && end >= one.start - step);
  const older = anomalies.filter((one) => isBefore(one) || ((goesOver(one) || isByDays(one)) && !isFound(one)));
  const known = fine.map((one) => {
    const isSame = ({ direction, start, end }: Anomaly) =>
      direction === one.direction && start <= one.end + step && end >= one.start;
    const same = anomalies.find(isSame);
    return same && one.end < report.origin ? { ...same, start: one.start, end: one.end, peakTime: one.peakTime } : one;
  });
  return [...older, ...known].sort((a, b) => a.start - b.start);
}
