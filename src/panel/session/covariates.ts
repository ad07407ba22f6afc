import type { Covariate, HistoryPlan } from '../../core/series';
import { lowerBound } from '../../core/math';
import type { ForecastError, ForecastOptions } from '../../core/options';
import type { LiveSeries } from '../frames';
import type { Histories } from '../history';

type Named = Pick<LiveSeries, 'name' | 'refId'>;

/** The letter of a query names all its series, any other name the series of that legend. */
const isNamed =
  (names: readonly string[]) =>
  ({ refId, name }: Named) =>
    names.some((one) => refId === one || name === one);

type NamedOptions = Pick<ForecastOptions, 'covariates' | 'knownAhead'>;

/**
 * The histories of the series that the options name, in the panel's order and without the series itself. One whose
 * history is missing has no values: the model stays the same until it is back.
 *
 * @throws ForecastFailure `too-large`
 */
export function findCovariates(
  key: string,
  { covariates, knownAhead }: NamedOptions,
  live: LiveSeries[],
  histories: Pick<Histories, 'grid'>
): Covariate[] {
  return live
    .filter((one) => one.key !== key && isNamed([...covariates, ...knownAhead])(one))
    .map((one) => {
      const isKnownAhead = isNamed(knownAhead)(one);
      return { ...histories.grid(one.key), name: one.name, ...(isKnownAhead && { isKnownAhead }) };
    });
}

/** Names that no other series has: all where there is no other, none while the panel has no data yet. */
export function missingCovariates({ covariates, knownAhead }: NamedOptions, live: Named[]): ForecastError[] {
  return [...new Set([...covariates, ...knownAhead])]
    .filter((name) => live.length === 1 || (live.length > 1 && !live.some(isNamed([name]))))
    .map((name) => ({ kind: 'covariate-not-found', name }));
}

/** The series that are to be forecast: not those that are known ahead. */
export function withoutKnown(live: LiveSeries[], { knownAhead }: Pick<ForecastOptions, 'knownAhead'>): LiveSeries[] {
  return knownAhead.length === 0 ? live : live.filter((one) => !isNamed(knownAhead)(one));
}

/**
 * The series up to the time at which they were asked for, but for those that are known ahead. In a range that ends later
 * Prometheus repeats last samples for minutes, and of a rate it tells how it falls while its window runs empty.
 * @param askedAt ms; 0 or undefined where nobody knows
 */
export function untilAsked(
  live: LiveSeries[],
  { knownAhead }: Pick<ForecastOptions, 'knownAhead'>,
  askedAt: number | undefined
): LiveSeries[] {
  const isKnown = isNamed(knownAhead);
  return live.map((one) => {
    const count = askedAt ? lowerBound(one.times, askedAt + 1) : Infinity;
    return count >= one.times.length || isKnown(one)
      ? one
      : { ...one, times: one.times.slice(0, count), values: one.values.slice(0, count) };
  });
}

/** The history to ask for, with the letters of those queries that are asked beyond its end. */
export function planAhead(
  plan: HistoryPlan,
  { knownAhead, horizon }: Pick<ForecastOptions, 'knownAhead' | 'horizon'>,
  live: Named[]
): HistoryPlan {
  const refIds = live.filter(isNamed(knownAhead)).flatMap(({ refId }) => (refId === undefined ? [] : [refId]));
  const end = plan.end + (horizon + plan.step) * 1000;
  return refIds.length > 0 ? { ...plan, ahead: { refIds: [...new Set(refIds)], end } } : plan;
}
