import { MARGINS, VIEWS } from '../../../src/core/rarity';

/** Margins that are tried for each view, in powers of ten; the last leaves the view out. */
const TRIED = [-1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 5, Infinity];
const START = [0, 1.5, 1.5];
/** Views of which the margin is learned; that of `due` is set. */
const LEARNED = START.length;
/** What lies further above the best simple rule counts no more: a family must not make up for another. */
const ENOUGH = 0.12;
/** What event F1 itself counts beside that. */
const OF_ALL = 0.05;
const PASSES = 4;
const LEAST_GAIN = 0.0005;

/** A family that margins are learned on. */
interface Lesson {
  /** event F1 of the best simple rule on it */
  simple: number;
  /** event F1 at margins */
  f1At(margins: readonly number[]): number;
}

/** Margins (VIEWS) by one view after the other, until none gains: the mean over families of what they gain on simple rules. */
export function learnMargins(lessons: readonly Lesson[]): number[] {
  const worthOf = (margins: readonly number[]) =>
    lessons.reduce((sum, { simple, f1At }) => {
      const f1 = f1At(margins);
      return sum + Math.min(ENOUGH, f1 - simple) + OF_ALL * f1;
    }, 0) / lessons.length;
  let margins = [...START, ...MARGINS.slice(LEARNED, VIEWS.length)];
  let best = worthOf(margins);
  for (let pass = 0, before = -Infinity; pass < PASSES && best > before; pass++) {
    before = best;
    for (let view = 0; view < LEARNED; view++) {
      for (const margin of TRIED) {
        const tried = margins.map((one, at) => (at === view ? margin : one));
        const worth = worthOf(tried);
        if (worth > best + LEAST_GAIN) {
          [best, margins] = [worth, tried];
        }
      }
    }
  }
  return margins;
}
