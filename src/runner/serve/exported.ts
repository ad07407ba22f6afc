import type { Forecast } from '../../core/bands';
import type { WatchedSeries } from '../forecasts';

/** Labels that ours would hide. */
const OURS = ['query', 'lead_seconds', 'quantile', 'threshold', 'direction', 'level'];

/** The labels of a series as they are exported: one that has the name of ours is `exported_<name>`, as Prometheus does it. */
export function exportedLabels({ labels }: Pick<WatchedSeries, 'labels'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [OURS.includes(name) ? `exported_${name}` : name, value])
  );
}

/** A forecast by quantiles: the point is the median, the ends of each band are those that its level leaves out. */
export function quantilesOf({ point, intervals }: Forecast): Array<[quantile: number, values: Float64Array]> {
  const round = (quantile: number) => Number(quantile.toFixed(4));
  return [
    [0.5, point],
    ...intervals.flatMap(({ level, lower, upper }): Array<[number, Float64Array]> => [
      [round((1 - level) / 2), lower],
      [round((1 + level) / 2), upper],
    ]),
  ];
}
