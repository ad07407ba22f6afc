/**
 * Every way a forecast can fail, as data. It crosses the worker unchanged and becomes prose only where a
 * person reads it (`describeError`).
 */
export type ForecastError =
  /** Fewer known points than the model needs. `step` in seconds. */
  | { kind: 'too-little-history'; needed: number; got: number; step: number }
  /** Every value of the series is NaN, null or infinite. */
  | { kind: 'no-values' }
  /** The history never changes: nothing to learn; `value` is forecast instead. */
  | { kind: 'constant'; value: number }
  /** An option outside its range or of the wrong form; `why` completes "invalid <option>; <why>: <value>". */
  | { kind: 'invalid-option'; option: string; why: string; value: string }
  /** The history could not be fetched; `message` is the data source's own. */
  | { kind: 'history-failed'; message: string }
  /** The chosen device does not exist in this browser. */
  | { kind: 'device-unavailable'; device: string; why: string }
  /** The device failed while training or forecasting. */
  | { kind: 'device-failed'; device: string; message: string }
  /** The loss became NaN or infinite. */
  | { kind: 'diverged'; epoch: number }
  /** The model of this shape would not fit; sizes are checked before allocation. */
  | { kind: 'too-large'; what: string; size: number; limit: number }
  /** The worker could not be started or died; `message` is the browser's. */
  | { kind: 'worker-failed'; message: string }
  /** The user, or an unmounted panel, asked to stop. */
  | { kind: 'cancelled' };

export type ForecastErrorKind = ForecastError['kind'];

/** Carries a `ForecastError` through code that throws. Only `job` and the panel's edge catch it. */
export class ForecastFailure extends Error {
  constructor(readonly detail: ForecastError) {
    super(detail.kind);
    this.name = 'ForecastFailure';
  }
}
