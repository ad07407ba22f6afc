import type { TimeSpan } from '../frames';
import type { ChartModel, DrawnSeries } from './model';

/**
 * The x axis of this one panel: the dashboard's range, and beyond its end the forecast where it starts inside the
 * range. The future takes at most half of the panel.
 */
export function extendRange(range: TimeSpan, origin: number, forecastEnd: number, stepMs: number): TimeSpan {
  const startsInside = origin >= range.from && origin <= range.to + stepMs;
  if (!startsInside || !(forecastEnd > range.to)) {
    return range;
  }
  return { from: range.from, to: Math.min(forecastEnd, range.to + (range.to - range.from)) };
}

interface Extent {
  min: number;
  max: number;
}

const empty = (): Extent => ({ min: Infinity, max: -Infinity });
const isEmpty = ({ min, max }: Extent) => !(min <= max);

function include(extent: Extent, value: number): void {
  if (value < extent.min) {
    extent.min = value;
  }
  if (value > extent.max) {
    extent.max = value;
  }
}

function includeVisible(extent: Extent, times: ArrayLike<number>, values: ArrayLike<number>, span: TimeSpan): void {
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= span.from && times[i] <= span.to) {
      include(extent, values[i]);
    }
  }
}

/**
 * Range of one y axis in data units. Live points and forecasts always fit. Bands fit as far as they stay within one
 * span of them, so that a wild edge cannot flatten the series, and thresholds that are crossed or near come into view.
 */
export function valueExtent(model: ChartModel, scaleKey: string): Extent {
  const lines = empty();
  const shown = model.placed.filter((drawn) => drawn.scaleKey === scaleKey && !drawn.isHidden);
  for (const { live, result } of shown) {
    includeVisible(lines, live.times, live.values, model);
    if (result) {
      includeVisible(lines, result.expected.times, result.expected.point, model);
      includeVisible(lines, result.forecast.times, result.forecast.point, model);
    }
  }
  if (isEmpty(lines)) {
    return { min: 0, max: 100 };
  }
  const room = Math.max(lines.max - lines.min, Math.abs(lines.max) * 0.05);
  const limits = { min: lines.min - room, max: lines.max + room };
  const all = { ...lines };
  for (const drawn of shown) {
    includeBands(all, drawn, model, limits);
    for (const threshold of drawn.thresholds) {
      const isCrossed = drawn.result?.breaches.some((breach) => breach.threshold === threshold) ?? false;
      if (isCrossed || (threshold >= lines.min - room / 2 && threshold <= lines.max + room / 2)) {
        include(all, threshold);
      }
    }
  }
  return all;
}

function includeBands(extent: Extent, { result }: DrawnSeries, span: TimeSpan, limits: Extent): void {
  for (const forecast of result ? [result.expected, result.forecast] : []) {
    for (const { lower, upper } of forecast.intervals) {
      const clip = (values: Float64Array) => values.map((v) => Math.min(Math.max(v, limits.min), limits.max));
      includeVisible(extent, forecast.times, clip(lower), span);
      includeVisible(extent, forecast.times, clip(upper), span);
    }
  }
}

/** Adds room around an extent; keeps to 0 what does not go below it; honours the field's min and max. */
export function paddedRange(
  extent: Extent,
  fixed: { min?: number | null; max?: number | null } = {}
): [min: number, max: number] {
  const span = extent.max - extent.min || Math.abs(extent.max) || 1;
  let min = extent.min - span * 0.08;
  const max = fixed.max ?? extent.max + span * 0.1;
  if (extent.min >= 0 && min < 0) {
    min = 0;
  }
  min = fixed.min ?? min;
  return max > min ? [min, max] : [min, min + 1];
}

/** Grafana's units that count in powers of two. */
const BINARY_UNITS = /^([kmgtp]?bytes|bits|bin[Bb]ps|[KMGTP]i(Bs|bits))$/;
const POWERS_OF_TWO = Array.from({ length: 64 }, (_, index) => 2 ** (index - 4));

/** Distances that the ticks of an axis may have; undefined where those of powers of ten are round in the unit. */
export function tickDistances(unit: string | undefined): number[] | undefined {
  return BINARY_UNITS.test(unit ?? '') ? POWERS_OF_TWO : undefined;
}
