import { softClip } from '../../core/math';

/** Rows ahead that the network forecasts. */
export const LEADS = [1, 6] as const;
/** Rows back that the linear part of a forecast sees. */
export const LAGS = [0, 1, 2, 3, 5, 8, 11] as const;
/** Inputs of the LSTM at each row. */
export const FEATURES = 13;
/** Inputs of the linear part of one lead. */
export const LINEAR = LAGS.length + 2;

/** Standardised values are logarithmic from here on: an incident stays visible and does not drive the gates. */
const CLIP = 3;
const DAY_MS = 86_400_000;
/** The weekday is seen once two weeks are known: before, it is a name for single days. */
const WEEKDAY_FROM = 14 * DAY_MS;
/** Steps by which a sample may be late. */
const SLACK = 0.5;

/** The inputs that the network sees of a stream, each row made of earlier rows alone. */
export interface StreamView {
  /** (N) soft-clipped values */
  values: Float32Array;
  /** (N, FEATURES) row-major */
  inputs: Float32Array;
  /** (leads)(N, LINEAR) row-major */
  linear: Float32Array[];
  /** (leads)(N) 1 where the row that far on comes when it should: no gap lies between */
  isDue: Uint8Array[];
}

/**
 * @param z (N) standardised values
 * @param times (N) ms, strictly rising
 * @param step seconds
 */
export function createStreamView(z: Float64Array, times: Float64Array, step: number): StreamView {
  const stepMs = 1000 * step;
  const values = Float32Array.from(z, (value) => softClip(value, CLIP));
  const dayBefore = LEADS.map((lead) => dayBeforeTarget(times, lead * stepMs, stepMs));
  const inputs = new Float32Array(z.length * FEATURES);
  const linear = LEADS.map(() => new Float32Array(z.length * LINEAR));
  for (let t = 0; t < z.length; t++) {
    const hour = (2 * Math.PI * (times[t] % DAY_MS)) / DAY_MS;
    const weekday = (2 * Math.PI * (times[t] % (7 * DAY_MS))) / (7 * DAY_MS);
    const isWeekly = times[t] - times[0] >= WEEKDAY_FROM ? 1 : 0;
    const gap = t > 0 ? Math.max(0, (times[t] - times[t - 1]) / stepMs - 1) : 0;
    const days = dayBefore.flatMap((rows) => (rows[t] >= 0 ? [values[rows[t]], 1] : [0, 0]));
    inputs.set(
      [
        ...[values[t], t > 0 ? values[t] - values[t - 1] : 0, Math.log1p(gap)],
        ...[Math.sin(hour), Math.cos(hour), Math.sin(2 * hour), Math.cos(2 * hour)],
        ...[isWeekly * Math.sin(weekday), isWeekly * Math.cos(weekday)],
        ...days,
      ],
      t * FEATURES
    );
    linear.forEach((rows, l) => {
      const past = LAGS.map((lag) => values[Math.max(0, t - lag)]);
      rows.set([...past, days[2 * l], days[2 * l + 1]], t * LINEAR);
    });
  }
  const isDue = LEADS.map((lead) =>
    Uint8Array.from(times, (time, t) => (times[t + lead] - time <= (lead + SLACK) * stepMs ? 1 : 0))
  );
  return { values, inputs, linear, isDue };
}

/** (N) the row a day before the time `ahead` of each row, -1 where there is none. */
function dayBeforeTarget(times: Float64Array, ahead: number, stepMs: number): Int32Array {
  let row = 0;
  return Int32Array.from(times, (time) => {
    const wanted = time + ahead - DAY_MS;
    while (row + 1 < times.length && times[row + 1] <= wanted + SLACK * stepMs) {
      row++;
    }
    return Math.abs(times[row] - wanted) <= SLACK * stepMs ? row : -1;
  });
}
