import { createHmac, randomBytes } from 'node:crypto';
import { compare } from 'bcryptjs';

/** Whether a login is right; `busy` where too many wait for their answer. */
export type Verdict = 'right' | 'wrong' | 'busy';

/** Checks the header of a basic login. */
export type CheckLogin = (authorization: string) => Promise<Verdict>;

/** Logins that may wait: each that is new costs tenths of a second of this thread. */
const MOST = 20;
/** bcrypt reads no more bytes of a password. */
const MAX_BYTES = 72;
/**
 * Logins by bcrypt hashes, as Prometheus' exporters have them. They are compared one after the other, and one that was
 * right is known from then on: a scraper waits once, and is not kept waiting by those who guess.
 *
 * @param users hashes by name
 */
export function createLogins(users: ReadonlyMap<string, string>): CheckLogin {
  // What is kept of a login tells nothing without this key.
  const secret = randomBytes(32);
  const known = new Set<string>();
  // Compared with where there is no such user, so that an answer takes as long.
  const [another = ''] = users.values();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (authorization) => {
    const [, encoded] = /^Basic ([\w+/=]+)$/i.exec(authorization) ?? [];
    const login = Buffer.from(encoded ?? '', 'base64');
    const cut = login.indexOf(':');
    const password = login.subarray(cut + 1);
    if (cut < 0 || password.length > MAX_BYTES) {
      return 'wrong';
    }
    const key = createHmac('sha256', secret).update(login).digest('base64');
    if (known.has(key)) {
      return 'right';
    }
    if (waiting >= MOST) {
      return 'busy';
    }
    waiting++;
    const hash = users.get(login.subarray(0, cut).toString());
    const compared = last.then(() => compare(password.toString(), hash ?? another));
    last = compared.catch(() => {}).finally(() => waiting--);
    if (!(await compared) || hash === undefined) {
      return 'wrong';
    }
    known.add(key);
    return 'right';
  };
}
