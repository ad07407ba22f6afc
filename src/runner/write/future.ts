import { rowFrom } from '../../core/bands';
import type { WatchedSeries } from '../forecasts';
import { exportedLabels, quantilesOf } from '../serve';
import { type TimeSeries, labelsOf } from './remoteWrite';

const NAME = 'presage_yhat';
/** A sample lies at most so many ms before the time that it is a forecast of. */
const WITHIN = 1000;

/**
 * A forecast at the times that it is of, a series for each quantile. Each fit forecasts the same times anew, and what a
 * store makes of two samples of one time is its own affair, so each lies before its time, by the share of the horizon that
 * it was made ahead: the one that was made last is the last.
 *
 * @param from time of the first sample, ms @param until of the last
 */
export function futureOf(one: WatchedSeries, from: number, until: number): TimeSeries[] {
  const { query, remembered } = one;
  if (!remembered) {
    return [];
  }
  const { forecast } = remembered.result;
  const horizon = 1000 * query.options.horizon;
  const [first, end] = [rowFrom(forecast, from), rowFrom(forecast, until + 1)];
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  const timeOf = (row: number) => {
    const ahead = (forecast.times[row] - remembered.fittedAt) / horizon;
    return forecast.times[row] - Math.min(WITHIN, Math.max(0, Math.ceil(WITHIN * ahead)));
  };
  const labels = { ...exportedLabels(one), query: query.name };
  return quantilesOf(forecast)
    .map(([quantile, values]) => ({
      labels: labelsOf(NAME, { ...labels, quantile }),
      samples: rows
        .filter((row) => Number.isFinite(values[row]))
        .map((row) => ({ value: values[row], timestamp: timeOf(row) })),
    }))
    .filter(({ samples }) => samples.length > 0);
}
