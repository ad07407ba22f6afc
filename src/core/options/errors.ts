import { formatDuration } from './duration';
import { optionTable } from './options';

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
  /** The data source answers the history and the visible range with different data; medians where both are known. */
  | { kind: 'history-differs'; history: number; live: number }
  /** The query asks for one value at the end of the range: there is nothing to learn from. */
  | { kind: 'instant-query' }
  /** A snapshot without the forecast that its author saw. */
  | { kind: 'no-forecast-held' }
  /** The chosen device does not exist in this browser. */
  | { kind: 'device-unavailable'; device: string; why: string }
  /** The device failed while training or forecasting. */
  | { kind: 'device-failed'; device: string; message: string }
  /** The loss became NaN or infinite. */
  | { kind: 'diverged'; epoch: number }
  /** The model of this shape would not fit; sizes are checked before allocation. */
  | { kind: 'too-large'; what: string; size: number; limit: number }
  /** More series match the names of the covariates than a model takes. */
  | { kind: 'too-many-covariates'; got: number; limit: number }
  /** No other series or query of the panel has this name. */
  | { kind: 'covariate-not-found'; name: string }
  /** The calendar of holidays knows no such country or region. */
  | { kind: 'country-not-found'; code: string }
  /** The calendar of holidays could not be loaded; `message` is the browser's. */
  | { kind: 'holidays-not-loaded'; message: string }
  /** A model from a file that is damaged, of another kind, or for another series; `why` completes the sentence. */
  | { kind: 'invalid-model'; why: string }
  /** Grafana did not take annotations; `message` is its own. */
  | { kind: 'annotations-failed'; message: string }
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

/** Any thrown value as typed data. What is not one of our own errors becomes `fallback`, a fault of where it was caught. */
export function toForecastError(
  error: unknown,
  fallback: 'worker-failed' | 'history-failed' = 'worker-failed'
): ForecastError {
  return error instanceof ForecastFailure
    ? error.detail
    : { kind: fallback, message: error instanceof Error ? error.message : String(error) };
}

/** The error in one or two plain sentences: what happened, why, what to do. */
export function describeError(error: ForecastError): string {
  switch (error.kind) {
    case 'too-little-history':
      return (
        `Learning: ${count(error.got)} of ${count(error.needed)} points at a step of ${formatDuration(error.step)}. ` +
        'Wait for more data, or choose a longer history or a smaller step.'
      );
    case 'no-values':
      return 'The series has no values in the history: all are empty, NaN or infinite. Check the query.';
    case 'constant':
      return `The history never changes, so there is nothing to learn: ${number(error.value)} is forecast to stay.`;
    case 'invalid-option':
      return (
        `invalid ${error.option}; ${error.why}: ${error.value}.` +
        (error.option in optionTable ? ' The default is used.' : '')
      );
    case 'history-failed':
      return `The history could not be fetched: ${sentence(error.message)} It is asked for again; check the data source and the query.`;
    case 'history-differs':
      return (
        `No forecast: where both are known the history is about ${rough(error.history)} and the series shown about ` +
        `${rough(error.live)}, so they are different data. Write a fixed window, such as [5m], where the query ` +
        'leaves it to the server, as rate(x) does; random data cannot be forecast.'
      );
    case 'instant-query':
      return 'The query is instant: it has one value and no history. Choose the type Range in the query for a forecast.';
    case 'no-forecast-held':
      return (
        'This snapshot holds no forecast: none was drawn when it was taken, or a transformation parted it from the ' +
        'data. Take it again when the panel is ready.'
      );
    case 'device-unavailable':
      return `This browser cannot train on ${error.device}: ${sentence(error.why)} Choose another device, or Auto.`;
    case 'device-failed':
      return `Training on ${error.device} failed: ${sentence(error.message)} Choose another device, or Auto.`;
    case 'diverged':
      return `Training diverged: the loss became infinite in epoch ${count(error.epoch)}. Choose a smaller learning rate.`;
    case 'too-large':
      return (
        `Too many ${error.what}: ${count(error.size)}, at most ${count(error.limit)}. ` +
        'Choose a larger step, a shorter history or horizon, or a smaller model.'
      );
    case 'too-many-covariates':
      return (
        `Too many covariates: ${count(error.got)} series have the names given, at most ${count(error.limit)} can be used. ` +
        'Name fewer of them in the option Covariates.'
      );
    case 'covariate-not-found':
      return (
        `No other series or query of this panel is named “${error.name}”, so the forecast goes on without it. ` +
        'Correct the option Covariates, or add the query.'
      );
    case 'country-not-found':
      return (
        `The calendar of holidays knows no country or region “${error.code}”, so the forecast goes on without. ` +
        'Write one of the codes that docs/covariates.md of the plugin lists, such as DE or DE-BY, in the option Holidays of.'
      );
    case 'holidays-not-loaded':
      return `The calendar of holidays could not be loaded: ${sentence(error.message)} The forecast goes on without; reload the page to try again.`;
    case 'invalid-model':
      return `The model cannot be used: ${sentence(error.why)} Choose another file.`;
    case 'annotations-failed':
      return `The annotations could not be written: ${sentence(error.message)} They need a saved dashboard and the role Editor.`;
    case 'worker-failed':
      return `The background worker failed: ${sentence(error.message)} Reload the page to try again.`;
    case 'cancelled':
      return 'The forecast was cancelled. Refresh the dashboard to start it again.';
  }
}

/** A whole number with its thousands separated, the same in every locale. */
function count(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en-US', { maximumFractionDigits: 0 }) : String(value);
}

function number(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en-US', { maximumSignificantDigits: 6 }) : String(value);
}

function rough(value: number): string {
  return number(Number(value.toPrecision(2)));
}

/** A foreign message as a sentence: one line, one full stop. */
function sentence(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line === '' ? 'no reason was given.' : /[.!?]$/.test(line) ? line : `${line}.`;
}
