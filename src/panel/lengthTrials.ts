import type { ForecastOptions } from '../core/options';
import type { LengthEffect, LengthTrial, SeriesForecast } from './session';

/** Errors within this share of each other are equal. */
const EQUAL = 0.01;

/** Remembers how well each sequence length did, so that the effect of a change can be said. */
export class LengthTrials {
  private rules = '';
  private readonly trials = new Map<string, LengthTrial[]>();

  /**
   * The series with what the last change of their sequence length did. Lengths are compared under otherwise equal
   * options, of the same question: another one starts anew.
   *
   * @param source the question that the series answer (`describeSource`)
   */
  of(series: SeriesForecast[], { sequenceLength, ...others }: ForecastOptions, source: string): SeriesForecast[] {
    const rules = JSON.stringify([others, source]);
    if (rules !== this.rules) {
      this.rules = rules;
      this.trials.clear();
    }
    return series.map((one) => {
      const lengthEffect = this.effectOf(one, sequenceLength);
      return lengthEffect ? { ...one, lengthEffect } : one;
    });
  }

  private effectOf({ key, drawn, isOutOfDate }: SeriesForecast, asked: number): LengthEffect | undefined {
    const before = this.trials.get(key) ?? [];
    if (drawn?.kind !== 'trained' || drawn.sequenceLength !== asked || isOutOfDate) {
      return undefined;
    }
    const { accuracy, training } = drawn.result.report;
    const now = { length: asked, mae: accuracy[0]?.mae ?? NaN, seconds: training?.seconds ?? NaN };
    // The newest length stands last; newer data change its figures, not its place.
    const all = [...before.filter(({ length }) => length !== asked), now];
    this.trials.set(key, all);
    return all.length > 1 ? { from: all[all.length - 2], to: now, best: bestOf(all), tried: all } : undefined;
  }
}

/** The shortest of those whose error is as small as the smallest; NaN where none was measured. */
function bestOf(all: LengthTrial[]): number {
  const trials = all.filter(({ mae }) => Number.isFinite(mae));
  if (trials.length === 0) {
    return NaN;
  }
  const least = Math.min(...trials.map(({ mae }) => mae));
  return Math.min(...trials.filter(({ mae }) => mae <= least * (1 + EQUAL)).map(({ length }) => length));
}
