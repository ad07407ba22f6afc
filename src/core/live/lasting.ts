import { type Anomaly, type AnomalyRules, outsideRuns } from '../anomalies';
import type { RunInput } from './runs';

/**
 * Incidents that begin with an unlikely step last as long as their samples stay out of the band on that side: what has become
 * of a level that crept away is a likely step by now. Those on one side that meet are one.
 * @param step ms between samples
 */
export function lasting(
  anomalies: readonly Anomaly[],
  { times, deviations, scores }: Omit<RunInput, 'steps'>,
  rules: AnomalyRules,
  step: number
): Anomaly[] {
  const runs = outsideRuns(deviations, scores, rules).map(({ direction, rows }) => ({
    direction,
    from: times[rows[0]],
    to: times[rows[rows.length - 1]],
  }));
  const all: Anomaly[] = [];
  for (const one of anomalies) {
    const touching = runs.filter(
      ({ direction, from, to }) => direction === one.direction && from <= one.end + step && to >= one.start
    );
    const end = Math.max(one.end, ...touching.map(({ to }) => to));
    const last = all[all.length - 1];
    if (last && one.start <= last.end && one.direction === last.direction) {
      last.end = Math.max(last.end, end);
      if (one.peakScore > last.peakScore) {
        Object.assign(last, { peakScore: one.peakScore, peakTime: one.peakTime, severity: one.severity });
      }
    } else {
      all.push({ ...one, end });
    }
  }
  return all;
}
