import { LAGS } from '../channels';
import { HOUR_MS } from '../math';
import type { Anomaly, AnomalyRules } from './anomalies';
import { type Seen, atExcursion } from './excursion';
import { type OutsideRun, holdsPair, outsideRuns, toAnomaly } from './outsideRuns';

/** As far out as this, in limits, the other side of an incident is where a value comes back to. */
const LANDING = 1.5;
/** Samples after an incident in which that begins. */
const AT_ONCE = 3;
/** A run outside the band that no unlikely step began is an incident once it has lasted as long, ms, ... */
const LONG = 3 * HOUR_MS;
/** ... or as long as this where two samples in a row are so many times the limit out. */
const SHORTER = HOUR_MS;
const FAR = 3;

/** The furthest that an incident is out on its own side, 0 where it is on the other side alone; NaN where none was judged. */
function furthestOf({ start, end, direction }: Anomaly, { times, deviations, scores }: Seen): number {
  const side = direction === 'above' ? 1 : -1;
  let furthest = NaN;
  for (let row = 0; row < times.length; row++) {
    if (times[row] >= start && times[row] <= end && !Number.isNaN(scores[row])) {
      furthest = Math.max(furthest || 0, side * deviations[row] > 0 ? scores[row] : 0);
    }
  }
  return furthest;
}

/**
 * Incidents that begin with an unlikely step last as long as their samples stay out of the band on that side: what has become
 * of a level that crept away is a likely step by now. Those on one side that meet are one. What begins within the band
 * shortly after an incident, or goes to its other side and hardly beyond the band, is its end: the return is a step too, and
 * the values that a step is told by are the incident's. Each peak stands on the excursion.
 * @param anomalies by their start
 * @param step ms between samples
 */
export function lasting(anomalies: readonly Anomaly[], seen: Seen, rules: AnomalyRules, step: number): Anomaly[] {
  const runs = outsideRuns(seen.deviations, seen.scores, rules);
  const spanOf = ({ rows }: OutsideRun) => ({ from: seen.times[rows[0]], to: seen.times[rows[rows.length - 1]] });
  const touches = (run: OutsideRun, { direction, start, end }: Anomaly) => {
    const { from, to } = spanOf(run);
    return run.direction === direction && from <= end + step && to >= start;
  };
  const rowAt = new Map(Array.from(seen.times, (time, row) => [time, row]));
  const isReturn = (one: Anomaly, from: Anomaly) =>
    (one.start <= from.end + LAGS * step && seen.scores[rowAt.get(one.start) ?? NaN] <= rules.limit) ||
    (one.direction !== from.direction &&
      one.start <= from.end + AT_ONCE * step &&
      furthestOf(one, seen) <= LANDING * rules.limit);
  const ownEnd = ({ peakTime, end }: Anomaly) => {
    let row = rowAt.get(end) ?? 0;
    while (row > 0 && seen.times[row] > peakTime && seen.scores[row] <= rules.limit) {
      row--;
    }
    return rowAt.has(end) ? Math.max(peakTime, seen.times[row]) : end;
  };
  const all: Anomaly[] = [];
  for (const one of atExcursion(anomalies, seen)) {
    const end = Math.max(ownEnd(one), ...runs.filter((run) => touches(run, one)).map((run) => spanOf(run).to));
    const last = all[all.length - 1];
    if (last && one.start <= last.end && one.direction === last.direction) {
      last.end = Math.max(last.end, end);
      if (one.peakScore > last.peakScore) {
        Object.assign(last, { peakScore: one.peakScore, severity: one.severity });
      }
    } else if (!last || !isReturn(one, last)) {
      all.push({ ...one, end });
    }
  }
  const crept = runs
    .filter((run) => {
      const { from, to } = spanOf(run);
      const isFar = holdsPair(run, (row) => seen.scores[row] > FAR * rules.limit);
      const least = Math.max(isFar ? SHORTER : LONG, rules.minimumDuration ?? 0);
      return to - from >= least && !all.some((one) => touches(run, one));
    })
    .map((run) => toAnomaly(run, seen.times, seen.scores, rules.limit));
  const others = all.filter((one) => !crept.some((from) => one.start > from.start && isReturn(one, from)));
  // Again, as an incident that lasted may have gone further out.
  return atExcursion([...others, ...crept], seen).sort((a, b) => a.start - b.start);
}
