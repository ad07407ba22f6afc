import { Agent, fetch } from 'undici';
import { type HistoryPlan } from '../../core/series';
import { chunks, formatMetric, isRecord, joinColumns, readColumns, readQueryData } from '../../datasource/wire';
import type { Config } from '../config';
import { hide, reasonOf } from '../http';

/** A series of an answer. */
export interface Samples {
  /** such as `up{instance="a"}`; names the series within its query */
  id: string;
  metric: Record<string, string>;
  /** ms, rising */
  times: number[];
  /** NaN in gaps */
  values: number[];
}

/** Asks a server for the samples of an expression on a grid. */
export type QueryRange = (expr: string, plan: HistoryPlan, signal: AbortSignal) => Promise<Samples[]>;

/** Points of a series in one answer: those of thousands of series are no larger than a history's of 30 days at 10 min. */
const MOST_POINTS = 5000;
/** Answers larger than this are refused before they are parsed. */
const MAX_BYTES = 256 * 2 ** 20;

/** Prometheus did not give samples; the message says what, why and what to do. */
export class PrometheusFailure extends Error {
  override name = 'PrometheusFailure';
}

/** Nobody answered, or a server that cannot now: it is asked again later. */
export class ServerAway extends PrometheusFailure {
  override name = 'ServerAway';
}

/** Statuses of proxies before a server that is away; Prometheus' own 503 is of a query that took too long. */
const AWAY = [429, 502, 503, 504];

/** A client of one server; requests of more than 5,000 points go in pieces, one after the other. */
export function createPrometheus({ url, headers, tls, timeout }: Config['prometheus']): QueryRange {
  const dispatcher = new Agent({
    headersTimeout: 1000 * timeout,
    bodyTimeout: 1000 * timeout,
    connect: { timeout: 1000 * timeout, ...tls },
    maxResponseSize: MAX_BYTES,
  });

  // A proxy's answer may repeat what it was sent.
  const secrets = Object.values(headers);
  const ask = async (params: Record<string, string>, signal: AbortSignal): Promise<unknown> => {
    const address = `${url}/api/v1/query_range`;
    let status: number;
    let text: string;
    try {
      const answer = await fetch(address, {
        method: 'POST',
        body: new URLSearchParams(params),
        headers,
        dispatcher,
        signal,
        // Credentials go to the server of the configuration and to nobody else.
        redirect: 'error',
      });
      status = answer.status;
      text = await answer.text();
    } catch (error) {
      const reason = hide(reasonOf(error), secrets);
      throw new ServerAway(`${address} did not answer: ${reason}. Check the URL and that it runs.`);
    }
    return readBody(text, status, address, secrets);
  };

  return async (expr, { start, end, step }, signal) => {
    const answers = [];
    for (const piece of chunks({ start: start / 1000, end: end / 1000, step }, MOST_POINTS)) {
      const params = {
        query: expr,
        start: String(piece.start),
        end: String(piece.end),
        step: String(piece.step),
        timeout: `${timeout}s`,
      };
      answers.push(readColumns(readQueryData(await ask(params, signal))));
    }
    return joinColumns(answers).map(({ metric, times, values }) => ({
      id: formatMetric(metric),
      metric,
      times,
      values,
    }));
  };
}

function readBody(text: string, status: number, address: string, secrets: readonly string[]): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const Failure = AWAY.includes(status) ? ServerAway : PrometheusFailure;
    throw new Failure(
      `${address} answered ${status}, but not as Prometheus does: ${hide(text.slice(0, 1000), secrets).slice(0, 80) || 'an empty answer'}. Check the URL's path.`
    );
  }
  if (isRecord(body) && body.status === 'success') {
    return body.data;
  }
  const { errorType = status, error = 'no reason was given' } = isRecord(body) ? body : {};
  const isLogin = status === 401 || status === 403;
  throw new PrometheusFailure(
    `Prometheus answered ${String(errorType)}: ${hide(String(error), secrets)}.${isLogin ? ' Check the credentials and headers.' : ''}`
  );
}
