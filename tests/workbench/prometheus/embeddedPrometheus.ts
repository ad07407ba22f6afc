import { LOOPBACK, listen, readBody, send, sendJson, type Call, type Handler, type Running } from '../server/http';
import { ApiError } from './errors';
import { evaluate, remember, samplesBetween, select, type Labels, type Storage } from './evaluate';
import { parseDuration, parseExpression } from './parser';

const MAX_POINTS = 11_000;

/** Unix seconds or RFC 3339, in ms. @throws ApiError */
function parseTime(text: string | null, name: string): number {
  const time = text === null ? NaN : /^[\d.e+-]+$/i.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) {
    throw new ApiError('bad_data', `invalid parameter "${name}": cannot parse "${text ?? ''}" to a valid timestamp`);
  }
  return Math.round(time);
}

/** Seconds or a duration, in ms. @throws ApiError */
function parseStep(text: string | null): number {
  const step = text === null ? NaN : /^[\d.]+$/.test(text) ? Number(text) : parseDuration(text);
  if (!(step > 0)) {
    throw new ApiError(
      'bad_data',
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer'
    );
  }
  return step * 1000;
}

/** Floats as Prometheus writes them. */
const format = (value: number) =>
  value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : Number.isNaN(value) ? 'NaN' : String(value);
const pair = (time: number, value: number) => [time / 1000, format(value)];

/** The expression to evaluate. @throws ApiError */
function parseQuery(parameters: URLSearchParams) {
  const text = parameters.get('query') ?? '';
  if (text.trim() === '') {
    throw new ApiError('bad_data', 'invalid parameter "query": 1:1: parse error: no expression found in input');
  }
  try {
    return parseExpression(text);
  } catch (error) {
    const isSyntax = error instanceof ApiError && error.status === 400;
    throw isSyntax ? new ApiError('bad_data', `invalid parameter "query": ${error.message}`) : error;
  }
}

function query(storage: Storage, parameters: URLSearchParams) {
  const expression = parseQuery(parameters);
  const time = parameters.has('time') ? parseTime(parameters.get('time'), 'time') : Date.now();
  if (expression.kind === 'selector' && expression.range !== undefined) {
    const { matchers, range, offset } = expression;
    const end = time - offset * 1000;
    const result = select(storage, matchers).flatMap(({ scenario, labels }) => {
      const values = samplesBetween(storage, scenario, end - range * 1000, end).map((s) => pair(s.time, s.value));
      return values.length ? [{ metric: labels, values }] : [];
    });
    return { resultType: 'matrix', result };
  }
  const value = evaluate(storage, expression, time);
  return typeof value === 'number'
    ? { resultType: 'scalar', result: pair(time, value) }
    : { resultType: 'vector', result: value.map((e) => ({ metric: e.labels, value: pair(time, e.value) })) };
}

function queryRange(storage: Storage, parameters: URLSearchParams) {
  const start = parseTime(parameters.get('start'), 'start');
  const end = parseTime(parameters.get('end'), 'end');
  const step = parseStep(parameters.get('step'));
  if (end < start) {
    throw new ApiError('bad_data', 'invalid parameter "end": end timestamp must not be before start time');
  }
  if ((end - start) / step > MAX_POINTS) {
    throw new ApiError(
      'bad_data',
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)'
    );
  }
  const expression = parseQuery(parameters);
  const series = new Map<string, { metric: Labels; values: unknown[] }>();
  for (let time = start; time <= end; time += step) {
    const value = evaluate(storage, expression, time);
    for (const element of typeof value === 'number' ? [{ labels: {}, value }] : value) {
      const key = JSON.stringify(element.labels);
      const found = series.get(key) ?? { metric: element.labels, values: [] };
      found.values.push(pair(time, element.value));
      series.set(key, found);
    }
  }
  return { resultType: 'matrix', result: [...series.values()] };
}

/** The label sets that `match[]` names; all of them without it. */
function matched(storage: Storage, parameters: URLSearchParams): Labels[] {
  const selectors = parameters.getAll('match[]');
  const any = [{ label: '__name__', operator: '=~', value: '.+' } as const];
  const found = (selectors.length ? selectors : ['']).flatMap((text) => {
    const expression = text ? parseExpression(text) : undefined;
    if (expression && expression.kind !== 'selector') {
      throw new ApiError('bad_data', `invalid parameter "match[]": not a series selector: ${text}`);
    }
    return select(storage, expression?.matchers ?? [...any]).map(({ labels }) => labels);
  });
  return [...new Map(found.map((labels) => [JSON.stringify(labels), labels])).values()];
}

const sortedSet = (values: string[]) => [...new Set(values)].sort();

function answer(storage: Storage, path: string, parameters: URLSearchParams): unknown {
  const labelName = /^label\/(\w+)\/values$/.exec(path)?.[1];
  if (labelName) {
    return sortedSet(matched(storage, parameters).flatMap((labels) => labels[labelName] ?? []));
  }
  switch (path) {
    case 'query':
      return query(storage, parameters);
    case 'query_range':
      return queryRange(storage, parameters);
    case 'labels':
      return sortedSet(matched(storage, parameters).flatMap(Object.keys));
    case 'series':
      return matched(storage, parameters);
    case 'metadata':
      return Object.fromEntries(
        storage.scenarios.map(({ metric, type, help }) => [metric, [{ type, help, unit: '' }]])
      );
    case 'status/buildinfo':
      return { version: '2.42.0-workbench', revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' };
    default:
      throw new ApiError('not_found', `the workbench's embedded server has no ${path}`);
  }
}

/** Prometheus's HTTP API over a storage. */
export const prometheusApi =
  (storage: Storage): Handler =>
  async ({ request, response, url, rest, method }: Call) => {
    try {
      const body = method === 'POST' ? (await readBody(request)).toString('utf8') : '';
      const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body)]);
      sendJson(response, 200, { status: 'success', data: answer(storage, rest, parameters) });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      sendJson(response, error.status, { status: 'error', errorType: error.errorType, error: error.message });
    }
  };

/** Starts the embedded server on a free loopback port, in this process. */
export async function startEmbeddedPrometheus(storage: Storage): Promise<Running> {
  const ready: Handler = ({ response }) => send(response, 200, 'text/plain', 'Prometheus Server is Ready.\n');
  const remembered = { ...storage, scenarios: storage.scenarios.map(remember) };
  const routes = { '/api/v1/': prometheusApi(remembered), '/-/ready': ready, '/-/healthy': ready };
  const { server, port } = await listen(routes, 0, LOOPBACK);
  return { url: `http://${LOOPBACK}:${port}`, stop: () => void server.close() };
}
