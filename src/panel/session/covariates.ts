import type { Covariate } from '../../core/lstm';
import type { ForecastError, ForecastOptions } from '../../core/options';
import type { LiveSeries } from '../frames';
import type { Histories } from '../history';

type Named = Pick<LiveSeries, 'name' | 'refId'>;

/** A query's letter stands for all its series; a name is that of the legend. */
const isNamed = (name: string) => (one: Named) => one.refId === name || one.name === name;

/**
 * The histories of the series that the options name, in the panel's order and without the series itself. One whose
 * history is missing has no values: the model stays the same until it is back.
 *
 * @throws ForecastFailure `too-large`
 */
export function findCovariates(
  key: string,
  { covariates }: Pick<ForecastOptions, 'covariates'>,
  live: LiveSeries[],
  histories: Pick<Histories, 'grid'>
): Covariate[] {
  return live
    .filter((one) => one.key !== key && covariates.some((name) => isNamed(name)(one)))
    .map((one) => ({ ...histories.grid(one.key), name: one.name }));
}

/** Names that no other series has: all where there is no other, none while the panel has no data yet. */
export function missingCovariates({ covariates }: Pick<ForecastOptions, 'covariates'>, live: Named[]): ForecastError[] {
  return covariates
    .filter((name) => live.length === 1 || (live.length > 1 && !live.some(isNamed(name))))
    .map((name) => ({ kind: 'covariate-not-found', name }));
}
