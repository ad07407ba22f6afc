import type { Candidate } from './candidates';
import { type Trial, halve, roundsOf, winnerOf } from './halving';

const candidate = (sequenceLength: number): Candidate => ({ sequenceLength, hidden: 50, learningRate: 0.001 });
const all = [24, 8, 48, 96, 192, 384].map(candidate);
const open = () => new AbortController().signal;

it('has rounds that rise to all the epochs', () => {
  expect([30, 9, 3, 1].map(roundsOf)).toEqual([[4, 10, 30], [3, 9], [3], [1]]);
});

it('trains all a little, the better ones longer, and what is set now to the end', async () => {
  const asked: string[] = [];
  const seen: Array<readonly Trial[]> = [];
  const trials = await halve(
    all,
    30,
    async ({ sequenceLength }, epochs) => {
      asked.push(`${sequenceLength}:${epochs}`);
      // What is set now is the worst.
      return sequenceLength === 24 ? 9 : 100 / sequenceLength / epochs;
    },
    open(),
    (now) => seen.push(now)
  );
  expect(asked.slice(6)).toEqual(['24:10', '384:10', '192:10', '24:30', '384:30', '192:30']);
  expect(trials.map(({ state }) => state)).toEqual(['done', 'out', 'out', 'out', 'done', 'done']);
  expect(winnerOf(trials, 30)?.candidate.sequenceLength).toBe(384);
  expect(seen.some((now) => now.filter(({ state }) => state === 'training').length === 6)).toBe(true);
});

it('drops what cannot be trained and goes on with the rest', async () => {
  const trials = await halve(
    all.slice(0, 3),
    3,
    async ({ sequenceLength }) => {
      if (sequenceLength === 8) {
        throw new Error('diverged');
      }
      return sequenceLength;
    },
    open(),
    () => undefined
  );
  expect(trials.map(({ state, loss }) => [state, loss])).toEqual([
    ['done', 24],
    ['out', NaN],
    ['done', 48],
  ]);
});

it('recommends nothing that is no better, nothing that trained less, and nothing when the time was over', async () => {
  const trial = (loss: number, change: Partial<Trial> = {}): Trial => ({
    ...{ candidate: candidate(8), epochs: 30, loss, state: 'done' },
    ...change,
  });
  expect(winnerOf([trial(1), trial(0.995)], 30)).toBeUndefined();
  expect(winnerOf([trial(1), trial(0.5, { epochs: 10 })], 30)).toBeUndefined();
  expect(winnerOf([trial(NaN, { state: 'out' }), trial(0.5)], 30)).toBeUndefined();
  const controller = new AbortController();
  const over = await halve(
    all,
    30,
    async () => {
      controller.abort();
      throw new Error('cancelled');
    },
    controller.signal,
    () => undefined
  );
  expect(over.every(({ state }) => state === 'waiting')).toBe(true);
  expect(winnerOf(over, 30)).toBeUndefined();
});
