import { KnownLimits } from './knownLimits';

const limit = { length: 7, refusal: 'too long' };
const DAY = 86_400_000;

test('is remembered by its question for a day, however often it is confirmed', () => {
  const limits = new KnownLimits();
  limits.learn('cpu', limit, 0);
  limits.learn('cpu', { ...limit, length: 6 }, DAY / 2);
  expect(limits.find('cpu', DAY - 1)).toMatchObject({ length: 6 });
  expect(limits.find('cpu', DAY)).toBeUndefined();
  expect(limits.find('memory', 0)).toBeUndefined();
});

test('no more than twenty are remembered, the latest ones', () => {
  const limits = new KnownLimits();
  const questions = Array.from({ length: 30 }, (_, i) => `query ${i}`);
  questions.forEach((question) => limits.learn(question, limit, 0));
  expect(questions.filter((question) => limits.find(question, 1))).toEqual(questions.slice(10));
});
