import { fetch } from 'undici';
import { parse } from 'yaml';
import { isRecord } from '../../datasource/wire';
import { parsePromDuration } from '../../core/promql';
import type { Config } from '../config';

const TIMEOUT_MS = 10_000;
const WRITE_PATH = /\/api\/v1\/write\/?$/;

/**
 * Seconds ahead of which a store takes samples without harm. Prometheus takes every one, and refuses from then on what is
 * older than it by more than its out-of-order window: the present of all series, its own scrapes too. Other stores take
 * them, or leave them out.
 *
 * @returns undefined where nobody answered
 */
export async function reachOf({ url, headers }: NonNullable<Config['remoteWrite']>): Promise<number | undefined> {
  const { origin, pathname } = new URL(url);
  const ask = async (what: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${origin}${pathname.replace(WRITE_PATH, '')}/api/v1/status/${what}`, {
      ...{ headers, redirect: 'error' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    return fieldsOf(() => (JSON.parse(text) as { data: unknown }).data);
  };
  if (!WRITE_PATH.test(pathname)) {
    return Infinity;
  }
  try {
    // Others answer this too, without the compiler's version.
    const { goVersion } = await ask('buildinfo');
    return goVersion === undefined ? Infinity : windowIn((await ask('config')).yaml);
  } catch {
    return undefined;
  }
}

/** The out-of-order window of a Prometheus' configuration, seconds. */
function windowIn(yaml: unknown): number {
  const { storage } = fieldsOf(() => parse(String(yaml)));
  const { tsdb } = fieldsOf(() => storage);
  const { out_of_order_time_window: window = '0s' } = fieldsOf(() => tsdb);
  return parsePromDuration(String(window)) ?? 0;
}

/** The fields of what is read; none where it is no record or cannot be read. */
function fieldsOf(read: () => unknown): Record<string, unknown> {
  try {
    const value = read();
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
