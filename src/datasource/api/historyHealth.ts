import { DAY_SECONDS, HOUR_MS, HOUR_SECONDS } from '../../core/math';
import { say, sentences } from '../../language';
import { type Client } from './client';
import { describeReason } from './describeReason';
import { isRecord, readColumns } from '../wire';
import { askForData } from './readAnswer';

const DAYS = 30;
/** A history shorter than this share of what was asked is told. */
const SHORT = 0.95;

/**
 * Whether the history that forecasts ask for by default is to be had: the limit on the length of a query, how far back
 * the metric that every Prometheus has goes, and how long the server says it keeps samples.
 *
 * @param now ms
 * @returns a sentence
 */
export async function describeHistory(client: Client, signal: AbortSignal, now = Date.now()): Promise<string> {
  const end = Math.floor(now / HOUR_MS) * HOUR_SECONDS;
  const params = { query: 'count(up)', start: `${end - DAYS * DAY_SECONDS}`, end: `${end}`, step: `${HOUR_SECONDS}` };
  try {
    const [{ data }, kept] = await Promise.all([
      askForData(client, 'api/v1/query_range', params, { signal }),
      findRetention(client, signal),
    ]);
    const [up] = readColumns(data);
    const retention = kept && say('It keeps samples for {{kept}}.', { kept });
    if (!up || up.times.length === 0) {
      return sentences(say('A history of {{days}} d is answered.', { days: DAYS }), retention);
    }
    const found = (end - up.times[0] / 1000) / DAY_SECONDS;
    const isFull = found >= SHORT * DAYS || (await hasMetrics(client, end - DAYS * DAY_SECONDS, signal));
    const answered = isFull
      ? say('A history of {{days}} d is answered in full.', { days: DAYS })
      : say('Of a history of {{days}} d it has {{found}} d: forecasts learn from those.', {
          days: DAYS,
          found: found.toFixed(1),
        });
    return sentences(answered, retention);
  } catch (error) {
    return sentences(
      say('A history of {{days}} d is refused: {{why}}', { days: DAYS, why: describeReason(error) }),
      say('Forecasts learn from the longest that is answered.')
    );
  }
}

/** Whether any metric has a sample on the day that begins then, s: those that are back-filled or written come without `up`. */
async function hasMetrics(client: Client, start: number, signal: AbortSignal): Promise<boolean> {
  const params = { start: `${start}`, end: `${start + DAY_SECONDS}`, limit: '1' };
  try {
    const { data } = await client.get<unknown>('api/v1/label/__name__/values', params, { signal });
    return Array.isArray(data) && data.length > 0;
  } catch {
    return false;
  }
}

/** Only an administrator may ask, and only Prometheus itself knows. */
async function findRetention(client: Client, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { data } = await client.get<unknown>('api/v1/status/runtimeinfo', {}, { signal });
    const retention = isRecord(data) ? data.storageRetention : undefined;
    return typeof retention === 'string' && retention ? retention : undefined;
  } catch {
    return undefined;
  }
}
