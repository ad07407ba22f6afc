import { bent, heldByPaths, logOdds } from '../../../src/core/breaches/calibratedChance';
import { factorise, substitute } from '../../../src/core/math/linear';
import { shareBySeries } from '../bootstrap';
import type { ChanceRecord } from './records';

const KINDS = ['usual', 'tied', 'new'] as const;
const ROUNDS = 25;
const RIDGE = 1;
const BINS = 5;

/**
 * Logistic regression of each kind, and of all of them what becomes of their log odds: constants from all families, and the
 * chances of each family by those of the others.
 */
export function learn(records: readonly ChanceRecord[]): { weights: Record<string, number[]>; leftOut: number[] } {
  const counts = new Map<string, number>();
  records.forEach(({ family }) => counts.set(family, (counts.get(family) ?? 0) + 1));
  // Nothing is learned from where nothing is said.
  const told = [...records.keys()].filter((i) => records[i].byPaths > 0);
  const fitOn = (rows: number[], features: (i: number) => number[]) =>
    fitLogistic(
      rows.map(features),
      rows.map((i) => (records[i].crossed ? 1 : 0)),
      // A large family counts for more than a small one, but not by its size.
      rows.map((i) => 1 / Math.sqrt(counts.get(records[i].family) ?? 1))
    );
  const learnFrom = (rows: number[]) => {
    const kinds = Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        fitOn(
          rows.filter((i) => records[i].kind === kind),
          (i) => featuresOf(records[i])
        ),
      ])
    );
    const features = (i: number) => bent(weigh(featuresOf(records[i]), kinds[records[i].kind]));
    const again = fitOn(rows, features);
    return { weights: { ...kinds, again }, chanceOf: (i: number) => sigmoid(weigh(features(i), again)) };
  };
  const leftOut = new Array<number>(records.length).fill(NaN);
  for (const family of counts.keys()) {
    const { chanceOf } = learnFrom(told.filter((i) => records[i].family !== family));
    records.forEach((record, i) => {
      if (record.family === family) {
        leftOut[i] = heldByPaths(chanceOf(i), record.byPaths);
      }
    });
  }
  return { weights: learnFrom(told).weights, leftOut };
}

function featuresOf({ byPaths, byLevel, byChange, kind }: ChanceRecord): number[] {
  return [1, logOdds(byPaths), kind === 'new' ? 0 : logOdds(byLevel), logOdds(byChange)];
}

const weigh = (features: readonly number[], weights: readonly number[]) =>
  features.reduce((sum, one, k) => sum + one * weights[k], 0);
const sigmoid = (odds: number) => 1 / (1 + Math.exp(-odds));

/** Newton's method on the likelihood, with a ridge. */
export function fitLogistic(rows: number[][], outcomes: number[], sizes: number[]): number[] {
  const width = rows[0]?.length ?? 0;
  const scale = sizes.length / sizes.reduce((sum, one) => sum + one, 0);
  let weights = new Array<number>(width).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const hessian = new Float64Array(width * width);
    const gradient = Float64Array.from(weights, (one) => -RIDGE * one);
    for (let k = 0; k < width; k++) {
      hessian[k * width + k] = RIDGE;
    }
    rows.forEach((row, i) => {
      const chance = sigmoid(weigh(row, weights));
      const size = scale * sizes[i];
      for (let k = 0; k < width; k++) {
        gradient[k] += size * (outcomes[i] - chance) * row[k];
        for (let j = 0; j < width; j++) {
          hessian[k * width + j] += size * chance * (1 - chance) * row[k] * row[j];
        }
      }
    });
    factorise(hessian, width);
    substitute(hessian, gradient);
    weights = weights.map((one, k) => one + gradient[k]);
  }
  return weights;
}

export interface Said {
  chance: number;
  crossed: boolean;
  series: string;
}

/** Brier score, its skill against the overall rate, and what happened of what was said, with intervals by series. */
export function reliabilityOf(rows: readonly Said[]) {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const rate = mean(rows.map(({ crossed }) => (crossed ? 1 : 0)));
  const brier = mean(rows.map(({ chance, crossed }) => (chance - (crossed ? 1 : 0)) ** 2));
  const bins = Array.from({ length: BINS }, (_, b) => {
    const bin = rows.filter(({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)) === b);
    const happened = shareBySeries(bin.map(({ series, crossed }) => ({ series, happened: crossed ? 1 : 0, count: 1 })));
    return { said: mean(bin.map(({ chance }) => chance)), happened, count: bin.length };
  });
  return { brier, skill: 1 - brier / (rate * (1 - rate)), bins };
}
