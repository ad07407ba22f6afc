import type { ForecastOptions } from '../options';
import type { Anomaly } from './anomalies';

type Widths = Pick<ForecastOptions, 'widthAbove' | 'widthBelow'>;

/**
 * (n) scores against a band that is so many times as wide on each side as the one that is drawn.
 * @param deviations (n) actual less expected, in the unit of the series
 */
export function widened(
  scores: Float64Array,
  deviations: ArrayLike<number>,
  { widthAbove, widthBelow }: Widths
): Float64Array {
  return scores.map((score, i) => score / (deviations[i] > 0 ? widthAbove : widthBelow));
}

/**
 * The incidents that leave the band where the options widen it on their side, whatever they were found by. One that no
 * score is known of stays.
 * @param seen times (n, ms), and scores (n) against the widened band
 */
export function outOfWidened(
  anomalies: readonly Anomaly[],
  { times, scores }: { times: ArrayLike<number>; scores: ArrayLike<number> },
  { anomalyLimit, widthAbove, widthBelow }: Widths & Pick<ForecastOptions, 'anomalyLimit'>
): Anomaly[] {
  return anomalies.filter(({ direction, start, end }) => {
    if ((direction === 'above' ? widthAbove : widthBelow) === 1) {
      return true;
    }
    const own = Array.from(scores).filter((one, i) => times[i] >= start && times[i] <= end && !Number.isNaN(one));
    return own.length === 0 || own.some((one) => one > anomalyLimit);
  });
}
