import type { Candidate } from './candidates';

/** One candidate with what is known of it. */
export interface Trial {
  candidate: Candidate;
  /** of the longest training that is done; 0 before the first */
  epochs: number;
  /** smallest loss on the validation slice in that training; NaN before the first, and where it failed */
  loss: number;
  /** `out`: others were better, or its training failed */
  state: 'waiting' | 'training' | 'done' | 'out';
}

/** Of a round this share goes on, with as many times the epochs. */
const KEEP = 3;

/** Epochs of each round, rising to all of them. */
export function roundsOf(epochs: number): number[] {
  const rounds = [epochs];
  while (rounds.length < KEEP && rounds[0] > KEEP) {
    rounds.unshift(Math.ceil(rounds[0] / KEEP));
  }
  return rounds;
}

/**
 * Successive halving (Jamieson and Talwalkar, 2016): all candidates train a little, the better third three times as
 * long, and so on. The first candidate is what is set now and goes on whatever comes of it: the last round compares
 * it under equal terms.
 *
 * @param train smallest validation loss of a candidate in at most so many epochs; rejects where it cannot be trained
 * @param onChange hears of each new list of trials, in the order of the candidates
 * @returns the trials as they are when the last round is done, or `signal` aborts
 */
export async function halve(
  candidates: readonly Candidate[],
  epochs: number,
  train: (candidate: Candidate, epochs: number) => Promise<number>,
  signal: AbortSignal,
  onChange: (trials: readonly Trial[]) => void
): Promise<readonly Trial[]> {
  let trials: readonly Trial[] = candidates.map((candidate) => ({ candidate, epochs: 0, loss: NaN, state: 'waiting' }));
  const change = (index: number, part: Partial<Trial>) => {
    trials = trials.map((trial, i) => (i === index ? { ...trial, ...part } : trial));
    onChange(trials);
  };
  onChange(trials);
  let left = candidates.map((_, index) => index);
  const rounds = roundsOf(epochs);
  for (const [round, most] of rounds.entries()) {
    await Promise.all(
      left.map(async (index) => {
        change(index, { state: 'training' });
        try {
          const loss = await train(candidates[index], most);
          change(index, Number.isFinite(loss) ? { loss, epochs: most, state: 'done' } : { loss: NaN, state: 'out' });
        } catch {
          change(index, signal.aborted ? { state: 'waiting' } : { loss: NaN, state: 'out' });
        }
      })
    );
    if (signal.aborted) {
      break;
    }
    if (round < rounds.length - 1) {
      const ranked = left
        .filter((index) => trials[index].state === 'done')
        .sort((a, b) => trials[a].loss - trials[b].loss);
      const kept = ranked.slice(0, Math.max(2, Math.ceil(ranked.length / KEEP)));
      left = [...new Set([0, ...kept])].filter((index) => ranked.includes(index));
      ranked.forEach((index) => left.includes(index) || change(index, { state: 'out' }));
    }
  }
  return trials;
}

/** Losses within this share of each other are equal. */
const EQUAL = 0.01;

/**
 * The candidate to recommend: the best of those that trained with all the epochs, where it is better than what is set
 * now by more than a hundredth. Undefined where that is not so, or cannot be said.
 */
export function winnerOf(trials: readonly Trial[], epochs: number): Trial | undefined {
  const [current, ...others] = trials;
  const isComplete = (trial: Trial) => trial.state === 'done' && trial.epochs === epochs;
  if (!current || !isComplete(current)) {
    return undefined;
  }
  const [best] = others.filter(isComplete).sort((a, b) => a.loss - b.loss);
  return best && best.loss < current.loss * (1 - EQUAL) ? best : undefined;
}
