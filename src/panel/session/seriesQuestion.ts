import { boundedOptions } from '../../core/fitted';
import type { ForecastOptions } from '../../core/options';
import type { Series } from '../../core/series';
import type { PinnedModel } from '../../worker/pinning';
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
  /** a model that the dashboard holds; `unreadable` where it is none of this version */
  pinned?: PinnedModel | 'unreadable';
}

/** A question as a worker gets it. */
export interface Question {
  names: JobNames;
  request: ForecastQuestion;
  /** a model that the dashboard holds */
  pinned?: PinnedModel;
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
  const pinned = input.pinned?.has(key) ? (input.pinned.get(key) ?? 'unreadable') : undefined;
  return { key, history, options, bounded, thresholds, timeZone, source, names: jobNames(input, key, options), pinned };
}

/** Whether a model trained for one question answers the other too: only the end of the data, and bounds, may differ. */
export function needSameModel(a: SeriesQuestion, b: SeriesQuestion): boolean {
  const pinOf = ({ pinned }: SeriesQuestion) => (typeof pinned === 'object' ? pinned.trainedAt : pinned);
  const text = (one: SeriesQuestion) => JSON.stringify([one.source, one.options, one.timeZone, pinOf(one)]);
  return text(a) === text(b);
}

/** Whether both have the same answer. */
export function isSameQuestion(a: SeriesQuestion, b: SeriesQuestion): boolean {
  const isSameData = a.history === b.history && needSameModel(a, b);
  const text = ({ thresholds, bounded }: SeriesQuestion) => JSON.stringify([thresholds, bounded]);
  return isSameData && text(a) === text(b);
}
