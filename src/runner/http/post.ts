import { type Response, fetch } from 'undici';
import { hide, reasonOf } from './words';

const TIMEOUT_MS = 10_000;
/** Bytes of an answer that are read for a sentence. */
const READ = 4096;

/** Somebody whose address the configuration names. */
export interface Receiver {
  /** with a login, or without one */
  url: string;
  headers: Record<string, string>;
  /** the whole address is a secret, as that of a webhook is: of an answer nothing is told but its status */
  isSecret?: boolean;
}

/**
 * Sends a body. The sentence on a failure has the host of the address alone, and nothing that the answer repeats of a
 * login, a query or a header.
 *
 * @returns undefined where it was taken, else what went wrong
 */
export async function post(receiver: Receiver, body: string | Uint8Array): Promise<string | undefined> {
  if (!URL.canParse(receiver.url)) {
    return 'An address of the configuration is none: nothing can be sent to it.';
  }
  const { origin, username, password, searchParams } = new URL(receiver.url);
  const secrets = [username, password, ...searchParams.values(), ...Object.values(receiver.headers)];
  try {
    const answer = await fetch(withoutLogin(receiver.url), {
      ...{ method: 'POST', body, redirect: 'error' },
      headers: { ...loginOf(username, password), ...receiver.headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const said = answer.ok || receiver.isSecret ? '' : hide(await beginningOf(answer), secrets);
    await answer.body?.cancel();
    return answer.ok ? undefined : `${origin} answered ${answer.status}${said && ': '}${said || '.'}`;
  } catch (error) {
    return `${origin} did not answer: ${hide(reasonOf(error), [...secrets, ...(receiver.isSecret ? pathOf(receiver.url) : [])])}.`;
  }
}

const pathOf = (url: string): string[] => new URL(url).pathname.split('/');

/** Fetch refuses an address with a login, and says it. */
function withoutLogin(url: string): URL {
  const address = new URL(url);
  address.username = address.password = '';
  return address;
}

function loginOf(username: string, password: string): Record<string, string> {
  const login = [username, password].map((part) => decodeURIComponent(part)).join(':');
  return login === ':' ? {} : { Authorization: `Basic ${Buffer.from(login).toString('base64')}` };
}

/** The first bytes of an answer; the rest is not read, however long it is. */
async function beginningOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  while (reader && length < READ) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
    if (done || !value) {
      break;
    }
    parts.push(value);
    length += value.length;
  }
  reader?.releaseLock();
  return Buffer.concat(parts).subarray(0, READ).toString('utf8');
}
