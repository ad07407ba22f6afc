import { type Phrase, type ValueOf, type Words, english, phrase, wordsOf } from '../language';
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
  | { kind: 'invalid-option'; option: string; why: Phrase; value: string }
  /** The history could not be fetched; `message` is the data source's own. */
  | { kind: 'history-failed'; message: string }
  /** The data source answers the history and the visible range with different data; medians where both are known. */
  | { kind: 'history-differs'; history: number; live: number }
  /** The query asks for one value at the end of the range: there is nothing to learn from. */
  | { kind: 'instant-query' }
  /** A snapshot without the forecast that its author saw. */
  | { kind: 'no-forecast-held' }
  /** The chosen device does not exist in this browser. */
  | { kind: 'device-unavailable'; device: string; why: Words }
  /** The device failed while training or forecasting. */
  | { kind: 'device-failed'; device: string; message: Words }
  /** The loss became NaN or infinite. */
  | { kind: 'diverged'; epoch: number }
  /** The model of this shape would not fit; sizes are checked before allocation. */
  | { kind: 'too-large'; what: Phrase; size: number; limit: number }
  /** More series match the names of the covariates than a model takes. */
  | { kind: 'too-many-covariates'; got: number; limit: number }
  /** No other series or query of the panel has this name. */
  | { kind: 'covariate-not-found'; name: string }
  /** The calendar of holidays knows no such country or region. */
  | { kind: 'country-not-found'; code: string }
  /** The calendar of holidays could not be loaded; `message` is the browser's. */
  | { kind: 'holidays-not-loaded'; message: string }
  /** A model from a file that is damaged, of another kind, or for another series; `why` completes the sentence. */
  | { kind: 'invalid-model'; why: Phrase }
  /** Grafana did not take annotations; `message` is its own. */
  | { kind: 'annotations-failed'; message: string }
  /** The worker could not be started or died; `message` is ours or the browser's. */
  | { kind: 'worker-failed'; message: Words }
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
  if (error instanceof ForecastFailure) {
    return error.detail;
  }
  const message = wordsOf(error);
  return fallback === 'worker-failed' ? { kind: fallback, message } : { kind: fallback, message: english(message) };
}

/** The error in one or two plain sentences: what happened, why, what to do. */
export function describeError(error: ForecastError): Phrase {
  switch (error.kind) {
    case 'too-little-history':
      return phrase(
        'Learning: {{got}} of {{needed}} points at a step of {{step}}. Wait for more data, or choose a longer history or a smaller step.',
        { got: count(error.got), needed: count(error.needed), step: formatDuration(error.step) }
      );
    case 'no-values':
      return phrase('The series has no values in the history: all are empty, NaN or infinite. Check the query.');
    case 'constant':
      return phrase('The history never changes, so there is nothing to learn: {{value}} is forecast to stay.', {
        value: number(error.value),
      });
    case 'invalid-option': {
      const { option, why, value } = error;
      return option in optionTable
        ? phrase('invalid {{option}}; {{why}}: {{value}}. The default is used.', { option, why, value })
        : phrase('invalid {{option}}; {{why}}: {{value}}.', { option, why, value });
    }
    case 'history-failed':
      return phrase(
        'The history could not be fetched: {{message}} It is asked for again; check the data source and the query.',
        { message: sentence(error.message) }
      );
    case 'history-differs':
      return phrase(
        'No forecast: where both are known the history is about {{history}} and the series shown about {{live}}, so they are different data. Write a fixed window, such as [5m], where the query leaves it to the server, as rate(x) does; random data cannot be forecast.',
        { history: rough(error.history), live: rough(error.live) }
      );
    case 'instant-query':
      return phrase(
        'The query is instant: it has one value and no history. Choose the type Range in the query for a forecast.'
      );
    case 'no-forecast-held':
      return phrase(
        'This snapshot holds no forecast: none was drawn when it was taken, or a transformation parted it from the data. Take it again when the panel is ready.'
      );
    case 'device-unavailable':
      return phrase('This browser cannot train on {{device}}: {{why}} Choose another device, or Auto.', {
        device: error.device,
        why: sentence(error.why),
      });
    case 'device-failed':
      return phrase('Training on {{device}} failed: {{message}} Choose another device, or Auto.', {
        device: error.device,
        message: sentence(error.message),
      });
    case 'diverged':
      return phrase('Training diverged: the loss became infinite in epoch {{epoch}}. Choose a smaller learning rate.', {
        epoch: count(error.epoch),
      });
    case 'too-large':
      return phrase(
        'Too many {{what}}: {{size}}, at most {{limit}}. Choose a larger step, a shorter history or horizon, or a smaller model.',
        { what: error.what, size: count(error.size), limit: count(error.limit) }
      );
    case 'too-many-covariates':
      return phrase(
        'Too many covariates: {{got}} series have the names given, at most {{limit}} can be used. Name fewer of them in the option Covariates.',
        { got: count(error.got), limit: count(error.limit) }
      );
    case 'covariate-not-found':
      return phrase(
        'No other series or query of this panel is named “{{name}}”, so the forecast goes on without it. Correct the option Covariates, or add the query.',
        { name: error.name }
      );
    case 'country-not-found':
      return phrase(
        'The calendar of holidays knows no country or region “{{code}}”, so the forecast goes on without. Write the code of a country, such as DE, or of a region, such as DE-BY, in the option Holidays of.',
        { code: error.code }
      );
    case 'holidays-not-loaded':
      return phrase(
        'The calendar of holidays could not be loaded: {{message}} The forecast goes on without; reload the page to try again.',
        { message: sentence(error.message) }
      );
    case 'invalid-model':
      return phrase('The model cannot be used: {{why}} Choose another file.', { why: sentence(error.why) });
    case 'annotations-failed':
      return phrase(
        'The annotations could not be written: {{message}} They need a saved dashboard and the role Editor.',
        { message: sentence(error.message) }
      );
    case 'worker-failed':
      return phrase('The background worker failed: {{message}} Reload the page to try again.', {
        message: sentence(error.message),
      });
    case 'cancelled':
      return phrase('The forecast was cancelled. Refresh the dashboard to start it again.');
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

/** A clause of ours, or a foreign message, as a sentence: one line, one full stop. */
function sentence(message: Words): ValueOf {
  if (typeof message !== 'string') {
    return phrase('{{clause}}.', { clause: message });
  }
  const line = message.replace(/\s+/g, ' ').trim();
  return line === '' ? phrase('no reason was given.') : /[.!?。]$/.test(line) ? line : `${line}.`;
}
