import { once, onceLoaded } from './once';

test('a value is made when first asked for, and once, also where it is undefined', () => {
  let count = 0;
  const value = once(() => void count++);
  expect(count).toBe(0);
  value();
  value();
  expect(count).toBe(1);
});

test('what failed to load is loaded again, what is loaded is not', async () => {
  const answers = [new Error('offline'), 'loaded', 'never asked for'];
  const load = onceLoaded(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  });
  const both = [load(), load()];
  await expect(both[0]).rejects.toThrow('offline');
  await expect(both[1]).rejects.toThrow('offline');
  expect(await load()).toBe('loaded');
  expect(await load()).toBe('loaded');
});
