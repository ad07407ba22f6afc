import { type Series } from '../series';
import { type ForecastResult } from './result';

/** One quantity of a result at all of its times. */
export interface ResultColumn {
  name: string;
  /** (N), NaN where there is none */
  values: number[];
}

/**
 * A result as a table: `y`, `yhat`, `yhat_lower`, `yhat_upper` (the widest level; narrower ones carry it in their name, as
 * `yhat_lower_80`) and `anomaly_score`, at the times of the expected band and of the forecast.
 *
 * @returns times (N), ms since the epoch, and columns of as many values
 */
export function resultColumns(
  { expected, forecast, anomalyScore }: Pick<ForecastResult, 'expected' | 'forecast' | 'anomalyScore'>,
  history: Series | undefined
): { times: number[]; columns: ResultColumn[] } {
  const times = [...expected.times, ...forecast.times];
  const edges = forecast.intervals.flatMap((interval, index): ResultColumn[] => {
    const past = expected.intervals.find(({ level }) => level === interval.level);
    const gap = Array.from(expected.times, () => NaN);
    const suffix = index === forecast.intervals.length - 1 ? '' : `_${Math.round(interval.level * 1000) / 10}`;
    return [
      { name: `yhat_lower${suffix}`, values: [...(past?.lower ?? gap), ...interval.lower] },
      { name: `yhat_upper${suffix}`, values: [...(past?.upper ?? gap), ...interval.upper] },
    ];
  });
  return {
    times,
    columns: [
      { name: 'y', values: times.map((time) => valueAt(history, time)) },
      { name: 'yhat', values: [...expected.point, ...forecast.point] },
      ...edges,
      { name: 'anomaly_score', values: [...anomalyScore, ...Array.from(forecast.times, () => NaN)] },
    ],
  };
}

/** Value of a series on its grid at a time; NaN outside it or in a gap. */
export function valueAt(series: Series | undefined, time: number): number {
  if (!series) {
    return NaN;
  }
  const index = Math.round((time - series.start) / (series.step * 1000));
  return series.values[index] ?? NaN;
}
