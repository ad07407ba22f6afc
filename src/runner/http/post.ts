import { fetch } from 'undici';
import { reasonOf } from './words';

const TIMEOUT_MS = 10_000;

/**
 * Sends a body to somebody whose address the configuration names. The sentence names the host alone: paths of webhooks are
 * secrets.
 *
 * @returns undefined where it was taken, else what went wrong
 */
export async function post(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string>
): Promise<string | undefined> {
  const { origin } = new URL(url);
  try {
    const answer = await fetch(url, {
      ...{ method: 'POST', body, headers, redirect: 'error' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? undefined : `${origin} answered ${answer.status}: ${(await answer.text()).trim().slice(0, 200)}`;
  } catch (error) {
    return `${origin} did not answer: ${reasonOf(error)}.`;
  }
}
