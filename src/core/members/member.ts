import type { FitRows, History } from '../history';
import type { ForecastOptions } from '../options';
import type { Sarx } from '../regression';

/** The networks that can be trained on a series. */
export const TRAINED_NETWORKS = ['lstm', 'gru', 'tcn', 'transformer'] as const satisfies ReadonlyArray<
  ForecastOptions['network']
>;

/** The networks that a series can have, one of which is blended. */
export const SERIES_NETWORKS = [...TRAINED_NETWORKS, 'imported'] as const satisfies ReadonlyArray<
  ForecastOptions['network']
>;

export type SeriesNetwork = (typeof SERIES_NETWORKS)[number];

export type MemberName =
  | 'last-value'
  | 'level'
  | 'day'
  | 'week'
  | 'day-and-week'
  | 'linear'
  | 'season'
  | 'sarx'
  | 'ridge'
  | 'days'
  | 'weekday'
  | 'yesterday'
  | 'days-and-weeks'
  | 'analog-short'
  | 'analog-long'
  | 'cycle'
  | 'driven'
  | 'pretrained'
  | SeriesNetwork;

/** A member's forecast of the H rows after an origin, standardised; NaN where it has nothing to say. */
export interface Path {
  /** (H) */
  point: Float64Array;
  /** (H) how far off it expects to be; only where the member knows */
  spread?: Float64Array;
}

/** Forecasts from an origin. Reads no later row. */
export interface Predictor {
  (origin: number): Path;
  /** the same for many origins at once, where that is faster */
  all?(origins: Int32Array): Path[];
}

/**
 * Fits a member on some rows; undefined where they are too few for it.
 * @param sarx the seasonal regression of these rows, fitted when it is first asked for; undefined without days
 */
export type Fitter = (rows: FitRows, sarx?: () => Sarx | undefined) => Predictor | undefined;

/** One forecaster of the blend. */
export interface Member {
  name: MemberName;
  /** Computes, once for all fits, all that needs none. Undefined where the history is too short or has no day. */
  create(history: History, horizon: number): Fitter | undefined;
}
