import { type TestDataSourceResponse } from '@grafana/data';
import { say, sentences } from '../../language';
import { type Client } from './client';
import { describeReason } from './describeReason';
import { describeContent, describeFailure, RequestFailure } from './failure';
import { describeHistory } from './historyHealth';
import { isRecord } from '../wire';

/** Longer than Grafana's proxy waits, so that its own answer about a time-out is what is seen. */
const waitMs = ({ limit }: Client) => (limit + 10) * 1000;
const countLimit = 10_000;

/** Asks the server for a constant, its version and its metrics, and tells what is wrong or found. */
export async function checkHealth(client: Client, limitMs = waitMs(client)): Promise<TestDataSourceResponse> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limitMs);
  const options = { signal: abort.signal };
  try {
    const { data } = await client.query<unknown>('api/v1/query', { query: '1+1' }, options);
    if (!isTwo(data)) {
      throw new RequestFailure({ kind: 'not-prometheus', status: 200, found: describeContent(data) });
    }
    const [server, metrics, history] = await Promise.all([
      findVersion(client, abort.signal),
      countMetrics(client, abort.signal),
      describeHistory(client, abort.signal),
    ]);
    return { status: 'success', message: sentences(say('{{server}} answers.', { server }), metrics, history) };
  } catch (error) {
    const isLate = error instanceof RequestFailure && error.detail.kind === 'cancelled' && abort.signal.aborted;
    return { status: 'error', message: isLate ? describeFailure({ kind: 'timed-out' }) : describeReason(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Mimir, Thanos and others need not have this endpoint. */
async function findVersion(client: Client, signal: AbortSignal): Promise<string> {
  try {
    const { data } = await client.get<unknown>('api/v1/status/buildinfo', {}, { signal });
    const { application, version } = isRecord(data) ? data : {};
    const name = typeof application === 'string' && application ? application : 'Prometheus';
    return typeof version === 'string' && version ? `${name} ${version}` : say('A server with the Prometheus API');
  } catch {
    return say('A server with the Prometheus API');
  }
}

async function countMetrics(client: Client, signal: AbortSignal): Promise<string> {
  try {
    const params = { limit: `${countLimit}` };
    const { data } = await client.get<unknown>('api/v1/label/__name__/values', params, { signal });
    const count = Array.isArray(data) ? data.length : 0;
    if (count === 0) {
      return say('It has no metrics yet: check its scrape targets.');
    }
    const found = { count: count.toLocaleString('en') };
    return count >= countLimit
      ? say('It has at least {{count}} metrics.', found)
      : say('It has {{count}} metrics.', found);
  } catch (error) {
    return say('Its metrics could not be counted: {{why}}', { why: describeReason(error) });
  }
}

/** Another data source answers a number as a series without labels. */
function isTwo(data: unknown): boolean {
  const { resultType, result } = isRecord(data) ? data : {};
  const sample = resultType === 'vector' && Array.isArray(result) ? result[0]?.value : result;
  return Array.isArray(sample) && sample[1] === '2';
}
