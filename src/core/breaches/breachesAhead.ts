import { breachesAfter, type Breach } from './breach';
import { boundPaths, breachChances, type PathEnsemble } from './breachProbability';
import { chanceToCross } from './chanceToCross';
import type { Bounds } from '../bands';
import { type Incident, chancesToLast, onward } from './incident';
import { DAY_SECONDS, HOUR_SECONDS, join } from '../math';
import { type Series, lastKnownIndex, silenceOf, timeAt } from '../series';

/** Chances below this are not worth a sentence. */
const LEAST_CHANCE = 0.1;
/** Chances above this are expected. */
const LIKELY = 0.5;
/** The interval of the first crossing holds it with this chance. */
const LEVEL = 0.8;
const FREE: Bounds = { lower: -Infinity, upper: Infinity };

/**
 * Crossings within the horizon, from past errors laid on the forecast. A likely one has its median time and an 80 %
 * interval, one that is only possible its earliest time. While an incident lasts, the paths return to normal one after the
 * other, as soon as incidents of its age do; the others go on as it does. None leaves the bounds. On the
 * usual course the days before are asked too how likely a crossing is; what they say of incidents was not measured.
 */
export function breachesAhead(
  series: Series,
  ensemble: PathEnsemble,
  incident: Incident | undefined,
  thresholds: readonly number[],
  bounds: Bounds = FREE
): Breach[] {
  const row = lastKnownIndex(series.values);
  const last = series.values[row];
  const origin = timeAt(series, row);
  const paths = boundPaths(incident ? withIncident(ensemble, incident) : ensemble, bounds);
  const day = Math.round(DAY_SECONDS / series.step);
  const hour = Math.max(1, Math.round(HOUR_SECONDS / series.step));
  const now = { values: series.values, row, day, hour };
  const breaches = breachChances(paths, last, [...new Set(thresholds)]).flatMap((crossing): Breach[] => {
    const { threshold, direction, earliest, median, latest } = crossing;
    const probability = incident ? crossing.probability : chanceToCross(crossing, paths, now);
    const reached: Breach = {
      ...{ threshold, direction: 'above', time: origin, earliest: origin, latest: origin },
      ...{ level: LEVEL, already: true },
    };
    const isLikely = probability > LIKELY;
    const ahead: Breach = {
      ...{ threshold, direction, probability, level: LEVEL },
      time: isLikely ? timeAt(series, row + median) : NaN,
      earliest: timeAt(series, row + earliest),
      latest: isLikely ? timeAt(series, row + latest) : NaN,
    };
    return [...(direction === 'below' ? [reached] : []), ...(probability >= LEAST_CHANCE ? [ahead] : [])];
  });
  return silenceOf(series) > 0 ? breachesAfter(breaches, timeAt(series, series.values.length - 1)) : breaches;
}

/** Copies of each path, returning to the usual course one after the other. */
const COPIES = 8;

function withIncident({ paths, weights, horizon }: PathEnsemble, incident: Incident): PathEnsemble {
  const stays = chancesToLast(incident, horizon);
  const copies = Array.from({ length: COPIES }, (_, c) =>
    paths.map((value, at) => {
      const step = at % horizon;
      return stays[step] > (c + 0.5) / COPIES ? onward(incident, value, step + 1) : value;
    })
  );
  return { paths: join(...copies), weights: join(...copies.map(() => weights)), horizon };
}
