import { type Series, timeAt } from './series';

/** Another series that a forecast sees beside its own, such as the requests that drive a CPU. */
export interface Covariate extends Series {
  name: string;
  /** its values are known before their time, as those of a schedule are: the series goes on beyond now */
  isKnownAhead?: boolean;
}

/** A value stands in for missing ones this many steps of the series; a covariate on a coarser grid keeps it for one of its own. */
const CARRY_STEPS = 3;
/** ms; less is rounding. */
const ROUNDING = 0.5;

/**
 * (rows) the covariate's latest known value at or before each time of the series, NaN where that is too old. No row reads
 * a value later than its own time.
 * @param rows those of the series, or more: its times go on beyond its end
 */
export function alignTo(series: Series, covariate: Series, rows = series.values.length): Float64Array {
  const oldest = Math.max(CARRY_STEPS * series.step, covariate.step) * 1000;
  let row = 0;
  let latest = NaN;
  let since = -Infinity;
  return Float64Array.from({ length: rows }, (_, t) => {
    const time = timeAt(series, t);
    for (; row < covariate.values.length && timeAt(covariate, row) - time < ROUNDING; row++) {
      if (!Number.isNaN(covariate.values[row])) {
        latest = covariate.values[row];
        since = timeAt(covariate, row);
      }
    }
    return time - since - oldest < ROUNDING ? latest : NaN;
  });
}
