import { boundedOptions } from '../../core/fitted';
import type { ForecastOptions } from '../../core/options';
import type { Series } from '../../core/series';
import type { ForecastQuestion } from '../../worker/protocol';
import { type JobNames, type SessionInput, jobNames } from './sessionInput';

/** A question about one series, with all that its answer depends on. */
export interface SeriesQuestion {
  key: string;
  history: Series;
  /** as the panel has them */
  options: ForecastOptions;
  /** the same with the bounds of this series */
  bounded: ForecastOptions;
  thresholds: number[];
  /** IANA name */
  timeZone: string;
  /** queries, data source and variables of the data */
  source: string;
  names: JobNames;
}

/** A question as a worker gets it. */
export interface Question {
  names: JobNames;
  request: ForecastQuestion;
}

/** The panel's question about a series; undefined for one that is no longer shown. */
export function askAbout(
  key: string,
  history: Series,
  options: ForecastOptions,
  input: SessionInput
): SeriesQuestion | undefined {
  const live = input.live.find((one) => one.key === key);
  if (!live) {
    return undefined;
  }
  const { source, timeZone } = input;
  const thresholds = input.thresholds(live);
  const bounded = boundedOptions(options, live.field.config, history, thresholds);
  return { key, history, options, bounded, thresholds, timeZone, source, names: jobNames(input, key) };
}

/** Whether a model trained for one question answers the other too: only the end of the data, and bounds, may differ. */
export function needSameModel(a: SeriesQuestion, b: SeriesQuestion): boolean {
  const text = ({ source, options, timeZone }: SeriesQuestion) => JSON.stringify([source, options, timeZone]);
  return text(a) === text(b);
}

/** Whether both have the same answer. */
export function isSameQuestion(a: SeriesQuestion, b: SeriesQuestion): boolean {
  const isSameData = a.history === b.history && needSameModel(a, b);
  const text = ({ thresholds, bounded }: SeriesQuestion) => JSON.stringify([thresholds, bounded]);
  return isSameData && text(a) === text(b);
}
