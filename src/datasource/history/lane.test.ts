import { Lane } from './lane';

/** A run that ends when it is told to. */
function task(name: string, log: string[]) {
  let end: () => void = () => {};
  const run = () => {
    log.push(name);
    return new Promise<void>((resolve) => (end = resolve));
  };
  return { run, end: () => end() };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('histories go one after the other, and wait for what users see', async () => {
  const lane = new Lane();
  const log: string[] = [];
  const [seen, one, two] = ['seen', 'one', 'two'].map((name) => task(name, log));
  const all = [lane.first(seen.run), lane.inTurn(one.run), lane.inTurn(two.run)];
  await settle();
  expect(log).toEqual(['seen']);
  seen.end();
  await settle();
  expect(log).toEqual(['seen', 'one']);
  const later = task('later', log);
  all.push(lane.first(later.run));
  one.end();
  await settle();
  expect(log).toEqual(['seen', 'one', 'later']);
  later.end();
  await settle();
  two.end();
  await Promise.all(all);
  expect(log).toEqual(['seen', 'one', 'later', 'two']);
});

test('one that failed, or was aborted while it waited, holds nobody up', async () => {
  const lane = new Lane();
  const log: string[] = [];
  const abort = new AbortController();
  const busy = task('busy', log);
  const first = lane.inTurn(busy.run);
  const aborted = lane.inTurn(async () => log.push('aborted'), abort.signal).catch(() => 'left');
  const failed = lane
    .inTurn(async () => {
      throw new Error('no');
    })
    .catch(() => 'failed');
  const last = lane.inTurn(async () => log.push('last'));
  await settle();
  abort.abort();
  busy.end();
  expect([await first, await aborted, await failed]).toEqual([undefined, 'left', 'failed']);
  await last;
  expect(log).toEqual(['busy', 'last']);
});

test('a history that waited ten seconds goes beside what users see, and the next one has to wait its own', async () => {
  jest.useFakeTimers();
  try {
    const lane = new Lane();
    const log: string[] = [];
    const [seen, one, two] = ['seen', 'one', 'two'].map((name) => task(name, log));
    void lane.first(seen.run);
    void lane.inTurn(one.run);
    await jest.advanceTimersByTimeAsync(5_000);
    void lane.inTurn(two.run);
    await jest.advanceTimersByTimeAsync(4_900);
    expect(log).toEqual(['seen']);
    await jest.advanceTimersByTimeAsync(200);
    expect(log).toEqual(['seen', 'one']);
    one.end();
    await jest.advanceTimersByTimeAsync(4_500);
    expect(log).toEqual(['seen', 'one']);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(log).toEqual(['seen', 'one', 'two']);
    two.end();
    seen.end();
    await jest.advanceTimersByTimeAsync(0);
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});
