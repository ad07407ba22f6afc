import { mean, quantileOfSorted } from '../../../src/core/math/numbers';
import type { Measured } from './measure';

/** No worse than this times the best simple rule, and within this coverage. */
const WORST = 1.1;
const COVERAGE = [0.85, 0.99];
/** What the band says that it holds. */
const LEVEL = 0.95;
/** 97.5 % quantiles of Student's t for one degree of freedom and more (Abramowitz and Stegun, table 26.10). */
const STUDENT = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];
const FAR_STUDENT = 2;

/** Where none of n outcomes was missed, as many as this of n may be (the rule of three). */
const NEVER_SEEN = 3;

/** A mean over seeds and the half-width of its interval of 95 %; 0 for one seed. */
interface Mean {
  mean: number;
  half: number;
}

/** A case at one step and horizon, over its seeds. */
export interface Summary {
  /** logarithm of the error over that of the rule that is best over all seeds, which one could have chosen */
  log: Mean;
  rule: string;
  /** geometric mean over the best rule of each seed, which nobody knows beforehand */
  afterwards: number;
  coverage: Mean;
  /** how far the edges would have been enough, over where they were: of 95 % of the outcomes */
  needed: number;
  /** parts of the forecast of the first seed */
  shares: string;
}

export function summarise(results: readonly Measured[]): Summary {
  const logs = results.map(({ error }) => Math.log(error));
  const rules = results[0].errors.map(({ name }, i) => ({
    name,
    logs: results.map(({ errors }) => Math.log(errors[i].error)),
  }));
  const best = rules.reduce((first, rule) => (mean(rule.logs) < mean(first.logs) ? rule : first));
  const least = results.map(({ errors }) => Math.log(Math.min(...errors.map(({ error }) => error))));
  const coverage = meanOf(results.map((one) => one.coverage));
  const reaches = Float64Array.from(results.flatMap((one) => one.reaches)).sort();
  return {
    log: meanOf(logs.map((log, i) => log - best.logs[i])),
    rule: best.name,
    afterwards: Math.exp(mean(logs.map((log, i) => log - least[i]))),
    coverage: {
      ...coverage,
      half: Math.max(coverage.half, NEVER_SEEN / reaches.length),
    },
    needed: quantileOfSorted(reaches, LEVEL),
    shares: results[0].shares,
  };
}

function meanOf(values: readonly number[]): Mean {
  const center = mean(values);
  const sum = values.reduce((total, value) => total + (value - center) ** 2, 0);
  const freedom = values.length - 1;
  const half = freedom > 0 ? (STUDENT[freedom - 1] ?? FAR_STUDENT) * Math.sqrt(sum / freedom / values.length) : 0;
  return { mean: center, half };
}

export const headings = () =>
  `${'case'.padEnd(34)}  step ahead   ratio (95 % interval)  afterwards     covers 95 %  needs   best simple rule; first seed's parts`;

export function describe({ log, rule, afterwards, coverage, needed, shares }: Summary): string {
  const [least, most] = [log.mean - log.half, log.mean + log.half].map(Math.exp);
  const isWorse = Math.exp(log.mean) > WORST;
  const isSurelyWorse = least > WORST;
  const isOff = coverage.mean < COVERAGE[0] || coverage.mean > COVERAGE[1];
  const isSurelyOff = coverage.mean + coverage.half < COVERAGE[0] || coverage.mean - coverage.half > COVERAGE[1];
  const star = (isThere: boolean, isSure: boolean) => (isThere ? (isSure ? '**' : '*') : '').padEnd(2);
  const percent = (share: number) => (100 * share).toFixed(0);
  return [
    Math.exp(log.mean).toFixed(2).padStart(8),
    ` (${least.toFixed(2)}-${most.toFixed(2)})`.padEnd(13),
    star(isWorse, isSurelyWorse),
    afterwards.toFixed(2).padStart(11),
    `${percent(coverage.mean)} +- ${percent(coverage.half)} %`.padStart(16),
    star(isOff, isSurelyOff),
    needed.toFixed(2).padStart(6),
    `   ${rule}; ${shares}`,
  ].join('');
}
