import { excludedRows, withoutMasked } from '../../core/anomalies';
import { asUsual } from '../../core/history';
import { type TrainingSet, createTrainingSet, joinSets } from '../../core/lstm';
import { ForecastFailure } from '../../core/options';
import { settle } from '../../core/recurring';
import { type Series, type SpecialDays, splitHistory, toSlices } from '../../core/series';
import { type Dataset, isSameShape } from '../../engine/model';
import type { ForecastQuestion } from '../protocol';
import { originOf } from '../reuse';

/** The windows and targets that a network learns from. */
export interface Taught {
  windows: Dataset;
  /** series whose windows those are; absent for a network of its own */
  shared?: number;
  /** the last observed time, ms */
  origin: number;
}

type Asked = Pick<ForecastQuestion, 'series' | 'options' | 'timeZone' | 'covariates' | 'panel'>;

/**
 * The series as the network sees it: without what comes on dates, and as its days would have been, were none special. The
 * blend gives it their effect.
 */
export function seenByNetwork(
  series: Series,
  { timeZone, options }: Asked,
  specialDays: SpecialDays | undefined
): Series {
  const { length } = series.values;
  const settled = settle(withoutMasked(series, excludedRows(series, options)), timeZone, length, length);
  const calm = settled.recurring.length > 0 ? settled.series : series;
  return asUsual(calm, specialDays, timeZone, toSlices(series, splitHistory(series)).calibration.from);
}

/**
 * The windows of the series, or of all series of its panel that share a network. One that no network can learn from is left out.
 * @param set of the series itself
 */
export function teach(set: TrainingSet, question: Asked, specialDays: SpecialDays | undefined): Taught {
  const { series, panel, options, timeZone, covariates } = question;
  const origin = originOf(question);
  if (panel === undefined) {
    return { windows: set, origin };
  }
  const setOf = (one: Series) =>
    // A structured clone keeps the series of the question and that of its panel one object.
    one === series
      ? set
      : createTrainingSet(seenByNetwork(one, question, specialDays), options, timeZone, undefined, covariates);
  const sets = panel.flatMap((one) => {
    try {
      const other = setOf(one);
      return isSameShape(other.shape, set.shape) ? [other] : [];
    } catch (error) {
      if (error instanceof ForecastFailure) {
        return [];
      }
      throw error;
    }
  });
  return { windows: joinSets(sets.length > 0 ? sets : [set]), shared: Math.max(1, sets.length), origin };
}
