import { type Phrase, phrase } from '../../core/language';
import { say, sentences } from '../../language';
import { isRecord } from '../wire';
import { explainBadGateway, type Waited } from './patience';

/** Every way a request to Prometheus can fail, as data; `describeFailure` makes the sentence. */
export type Failure =
  /** Prometheus answered with an error of its own: shown as it is. */
  | { kind: 'prometheus'; errorType: string; error: string }
  /** Prometheus, or what stands in front of it, wants other credentials. */
  | { kind: 'login-refused'; status: number }
  /** Grafana's session ended. (A 401 of Prometheus arrives as a 400.) */
  | { kind: 'signed-out' }
  /** Grafana itself does not let this user do this. */
  | { kind: 'denied-by-grafana'; message: string }
  /** Grafana's proxy was refused a connection: wrong host or port, unknown name, TLS. */
  | { kind: 'unreachable' }
  /** Nothing answered at the address, not even to refuse; `limit` in seconds. */
  | { kind: 'no-connection-made'; limit: number }
  /** Connected, but no answer; `limit` in seconds, where it is known. */
  | { kind: 'timed-out'; limit?: number }
  /** A 502 that has something to say comes from another proxy than Grafana's. */
  | { kind: 'bad-gateway'; found: Phrase }
  /** Grafana cannot read the data source's URL. */
  | { kind: 'bad-url'; url: string }
  /** Something answered, but not in the form of the Prometheus API. */
  | { kind: 'not-prometheus'; status: number; found: Phrase }
  /** More than a browser can hold; nothing of it was parsed. */
  | { kind: 'too-large'; what: 'megabytes' | 'series' | 'points' | 'megabytes of labels'; size: number; limit: number }
  | { kind: 'http'; status: number; message: string }
  /** The browser got no answer from Grafana. */
  | { kind: 'no-connection' }
  | { kind: 'not-configured' }
  /** A newer request took its place, or nobody waits for it any more. */
  | { kind: 'cancelled' };

/** Carries a `Failure` through code that throws, with the status of the answer where one came. */
export class RequestFailure extends Error {
  constructor(
    readonly detail: Failure,
    readonly status?: number
  ) {
    super(describeFailure(detail));
    this.name = 'RequestFailure';
  }
}

/** The failure in words, and what to do about it. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'prometheus':
      return failure.errorType ? `${failure.errorType}: ${failure.error}` : failure.error;
    case 'login-refused':
      return say(
        "Prometheus refused the login ({{status}}). Check the user, the password or token, and the headers in the data source's settings.",
        { status: failure.status === 400 ? 401 : failure.status }
      );
    case 'signed-out':
      return say('Grafana no longer knows you: sign in again.');
    case 'denied-by-grafana':
      return say('Grafana does not allow this: {{message}}.', { message: failure.message });
    case 'unreachable':
      return say(
        "Grafana could not connect to Prometheus (502). Check that the data source has a URL, its host and port as seen from Grafana's server (inside a container, localhost is the container), that Prometheus is running, and the TLS settings."
      );
    case 'no-connection-made':
      return say(
        "Grafana found nobody at Prometheus's address within {{limit}} s (502). Check the URL's host, and that no firewall between Grafana's server and Prometheus drops the connection.",
        { limit: failure.limit }
      );
    case 'timed-out':
      return sentences(
        failure.limit
          ? say('Prometheus did not answer in time: Grafana gave up after {{limit}} s.', { limit: failure.limit })
          : say('Prometheus did not answer in time.'),
        say(
          "Check that Prometheus is not overloaded; for a slow query, shorten the time range, raise the step, or raise the timeout in the data source's settings."
        )
      );
    case 'bad-gateway':
      return say(
        'A proxy between Grafana and Prometheus, or before Grafana, answered 502 ({{found}}). Check that what stands behind it is running, and the address it forwards to.',
        { found: failure.found }
      );
    case 'bad-url':
      return say("Grafana cannot read this data source's URL, {{url}}. Write it as http://host:9090 in its settings.", {
        url: failure.url,
      });
    case 'not-prometheus':
      return say(
        "The server at this URL answered, but not as Prometheus does ({{status}}, {{found}}). Check the URL's path: it is what stands before /api/v1, such as http://host:9090, or http://host/prometheus for Mimir.",
        { status: failure.status, found: failure.found }
      );
    case 'too-large':
      return say(
        'The answer has {{amount}}, more than the {{limit}} that a browser is asked to hold. Raise the step, shorten the time range, or select fewer series, such as with topk() or sum by ().',
        { amount: amountOf(failure), limit: failure.limit.toLocaleString('en') }
      );
    case 'http':
      return failure.message
        ? say('The server answered {{status}}: {{message}}.', { status: failure.status, message: failure.message })
        : say('The server answered {{status}}.', { status: failure.status });
    case 'no-connection':
      return say('The browser got no answer from Grafana. Check the network connection, then run the query again.');
    case 'not-configured':
      return say('This data source has no URL. Set one in its settings.');
    case 'cancelled':
      return say('The request was cancelled.');
  }
}

function amountOf({ what, size }: Extract<Failure, { kind: 'too-large' }>): Phrase {
  const amount = size.toLocaleString('en');
  switch (what) {
    case 'megabytes':
      return phrase('{{amount}} megabytes', { amount });
    case 'series':
      return phrase('{{amount}} series', { amount });
    case 'points':
      return phrase('{{amount}} points', { amount });
    case 'megabytes of labels':
      return phrase('{{amount}} megabytes of labels', { amount });
  }
}

/** The part of Grafana's `FetchError` that is read here. */
export interface FailedFetch {
  status?: number;
  statusText?: string;
  data?: unknown;
  cancelled?: boolean;
}

// What Grafana's proxy writes in place of a 401 of the data source, with status 400.
const refusedByTarget = 'Authentication to data source failed';
// How Grafana's proxy begins when it is Grafana that refuses.
const refusedByGrafana = /^(plugin proxy route access denied|access denied|you'll need additional permissions)/i;

/** The beginning of Grafana's words about a URL that it cannot read; the URL follows, in quotes. */
const badUrl = /^Invalid data source URL: (.*)$/;

/** The failure behind an error of Grafana's `fetch`, which came after `waited`. */
export function toFailure(error: FailedFetch, waited?: Waited): Failure {
  const { status = 0 } = error;
  const data = unwrap(error.data);
  if (error.cancelled) {
    return { kind: 'cancelled' };
  }
  if (isErrorAnswer(data)) {
    return { kind: 'prometheus', errorType: data.errorType ?? '', error: data.error };
  }
  const message = messageOf(data);
  switch (status) {
    case 400: {
      const url = badUrl.exec(message)?.[1];
      if (url !== undefined) {
        return url === '""' ? { kind: 'not-configured' } : { kind: 'bad-url', url };
      }
      return message.includes(refusedByTarget)
        ? { kind: 'login-refused', status }
        : { kind: 'http', status, message: message || (error.statusText ?? '') };
    }
    case 401:
      return { kind: 'signed-out' };
    case 403:
      return refusedByGrafana.test(message)
        ? { kind: 'denied-by-grafana', message: message.replace(/\.$/, '') }
        : { kind: 'login-refused', status };
    case 404:
    case 405:
    case 501:
      return { kind: 'not-prometheus', status, found: describeContent(data) };
    case 408:
    case 504:
      return { kind: 'timed-out' };
    case 502: {
      const found = describeContent(data);
      if (found !== nothing) {
        return { kind: 'bad-gateway', found };
      }
      return waited ? explainBadGateway(waited) : { kind: 'unreachable' };
    }
    case 0:
    case -1:
      return { kind: 'no-connection' };
    default:
      return { kind: 'http', status, message: message || (error.statusText ?? '') };
  }
}

const nothing = phrase('an empty answer');

/** A name for what was found instead of the Prometheus API's JSON. */
export function describeContent(data: unknown): Phrase {
  if (typeof data !== 'string') {
    return data === null || data === undefined ? nothing : phrase('JSON of another form');
  }
  const text = data.trim();
  if (text === '') {
    return nothing;
  }
  return text.startsWith('<') ? phrase('an HTML page') : phrase('the text "{{text}}"', { text: text.slice(0, 60) });
}

/** Grafana wraps an error's text as `{message, error, response}`, and writes a message of its own where there is none. */
function unwrap(data: unknown): unknown {
  if (isRecord(data) && typeof data.response === 'string') {
    return readJson(data.response);
  }
  return isRecord(data) && Object.keys(data).length === 1 && data.message === 'Unexpected error' ? undefined : data;
}

/** An answer that was asked for as text comes as text when it fails, too. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface ErrorAnswer {
  status: 'error';
  errorType?: string;
  error: string;
}

function isErrorAnswer(data: unknown): data is ErrorAnswer {
  return isRecord(data) && data.status === 'error' && typeof data.error === 'string';
}

function messageOf(data: unknown): string {
  if (isRecord(data)) {
    return typeof data.message === 'string' ? data.message : typeof data.error === 'string' ? data.error : '';
  }
  // A page is no message.
  return typeof data === 'string' && !data.trim().startsWith('<') ? data.trim().slice(0, 200) : '';
}
