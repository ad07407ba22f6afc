import { type Failure } from './failure';

/** Grafana's defaults, `[dataproxy]` of its configuration, in seconds: for a connection, and for an answer's first line. */
const connectLimit = 10;
const answerLimit = 30;

/** Seconds until a request failed, and those that Grafana's proxy would have waited for the answer. */
export interface Waited {
  seconds: number;
  limit: number;
}

/** Seconds that Grafana's proxy waits for an answer: the data source's own setting, else Grafana's default. */
export function waitsFor(timeout: number | string | undefined): number {
  return Number(timeout) > 0 ? Number(timeout) : answerLimit;
}

/**
 * Grafana's proxy answers 502 without a word to a refused connection, to one that never comes about and to an answer
 * that does not come: its HTTP client wraps the error by which it would know them apart. What remains is the time. A
 * refusal comes at once. The request may have waited its turn in the browser too, so it took at least this long.
 */
export function explainBadGateway({ seconds, limit }: Waited): Failure {
  if (seconds >= limit) {
    return { kind: 'timed-out', limit };
  }
  return seconds >= connectLimit ? { kind: 'no-connection-made', limit: connectLimit } : { kind: 'unreachable' };
}
