import { hashSync } from 'bcryptjs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCounters } from '../forecasts/counters';
import { createLogins } from './logins';
import { serve } from './server';

const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
const users = new Map([
  ['ann', hashSync('correct: horse', 4)],
  ['ünal', hashSync('pässwort', 4)],
  ['long', hashSync('x'.repeat(72), 4)],
]);

test.each([
  ['ann:correct: horse', 'right'],
  ['ann:correct horse', 'wrong'],
  ['ünal:pässwort', 'right'],
  ['ann:', 'wrong'],
  ['bob:correct: horse', 'wrong'],
  ['ann', 'wrong'],
  ['', 'wrong'],
  [`long:${'x'.repeat(72)}`, 'right'],
  // bcrypt would not see the last letter.
  [`long:${'x'.repeat(73)}`, 'wrong'],
])('%j is %s', async (login, verdict) => {
  const check = createLogins(users);
  expect(await check(basic(login))).toBe(verdict);
  expect(await check(basic(login))).toBe(verdict);
});

test.each(['Bearer token', 'Basic', 'Basic !', ''])('%j is no login', async (header) => {
  expect(await createLogins(users)(header)).toBe('wrong');
});

test('who logged in before is let in at once while others guess, and guesses beyond twenty are sent away', async () => {
  const check = createLogins(users);
  await check(basic('ann:correct: horse'));
  const guesses = Array.from({ length: 30 }, (_, i) => check(basic(`ann:${i}`)));
  const order: string[] = [];
  void guesses[0].then(() => order.push('guess'));
  await check(basic('ann:correct: horse')).then((verdict) => order.push(verdict));
  const verdicts = await Promise.all(guesses);
  expect(order[0]).toBe('right');
  expect(verdicts.filter((one) => one === 'wrong')).toHaveLength(20);
  expect(verdicts.filter((one) => one === 'busy')).toHaveLength(10);
  expect(await check(basic('ann:again'))).toBe('wrong');
});

describe('the service', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function statusOf(path: string, authorization: string | undefined, bearerToken?: string) {
    const state = () => ({ series: [], counters: createCounters(), waiting: 0, now: 0 });
    server = await serve({ host: '127.0.0.1', port: 0, users, bearerToken }, 60, state);
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: authorization ? { authorization } : {} });
    return [answer.status, answer.headers.get('www-authenticate')];
  }

  test.each([
    ['/metrics', undefined, undefined, [401, 'Basic realm="presage"']],
    ['/metrics', basic('ann:wrong'), undefined, [401, 'Basic realm="presage"']],
    ['/metrics', basic('ann:correct: horse'), undefined, [200, null]],
    ['/metrics', 'Bearer token', undefined, [401, 'Basic realm="presage"']],
    ['/metrics', undefined, 'token', [401, 'Basic realm="presage", Bearer']],
    ['/metrics', 'Bearer token', 'token', [200, null]],
    ['/metrics', basic('ann:correct: horse'), 'token', [200, null]],
    ['/healthy', undefined, undefined, [200, null]],
  ])('answers %s to %s, token %s: %j', async (path, authorization, token, expected) => {
    expect(await statusOf(path, authorization, token)).toEqual(expected);
  });
});
