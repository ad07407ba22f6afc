import type { Anomaly } from '../anomalies';
import type { Forecast } from '../bands';
import type { ForecastResult } from '../fitted';
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
  const first = watched.times.findIndex((time) => time >= shownFrom);
  const shown = (values: Float64Array) => values.subarray(first < 0 ? values.length : first);
  const before = result.expected.times.findIndex((time) => time >= shownFrom);
  const from = before < 0 ? result.expected.times.length : before;
  const join = (past: Float64Array, fine: Float64Array) =>
    Float64Array.from([...past.subarray(0, from), ...shown(fine)]);
  const past = result.expected.intervals[result.expected.intervals.length - 1];
  const ahead = result.forecast.times.findIndex((time) => time > newest);
  return {
    ...result,
    expected: {
      times: join(result.expected.times, watched.times),
      point: join(result.expected.point, watched.expected),
      intervals: past
        ? [{ level: past.level, lower: join(past.lower, watched.lower), upper: join(past.upper, watched.upper) }]
        : [],
    },
    anomalyScore: join(result.anomalyScore, watched.score),
    anomalies: watched.anomalies ? joinAnomalies(result, watched.anomalies, watched.judgedFrom) : result.anomalies,
    forecast: cut(result.forecast, ahead < 0 ? result.forecast.times.length : ahead),
    seen: { until: newest, step, coverage },
  };
}

/** The marks of the grid from before the samples were judged, then those of the samples. */
function joinAnomalies({ anomalies, report }: ForecastResult, fine: Anomaly[], judgedFrom: number): Anomaly[] {
  const isBefore = ({ end }: Anomaly) => end < judgedFrom;
  const step = report.step * 1000;
  // A run over the border is one, as the samples saw its end.
  const older = anomalies.filter(({ start }) => start < judgedFrom - step);
  return [
    ...older.filter(isBefore),
    ...older.filter((one) => !isBefore(one) && !fine.some(({ start }) => start <= one.end + step)),
    ...fine,
  ];
}

/** The lead times from `first` on. */
function cut({ times, point, intervals }: Forecast, first: number): Forecast {
  const rest = (values: Float64Array) => values.slice(first);
  return {
    times: rest(times),
    point: rest(point),
    intervals: intervals.map(({ level, lower, upper }) => ({ level, lower: rest(lower), upper: rest(upper) })),
  };
}
