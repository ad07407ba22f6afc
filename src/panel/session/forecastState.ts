import type { ForecastResult, ModelDrift } from '../../core/fitted';
import type { ForecastError } from '../../core/options';
import type { Series } from '../../core/series';
import type { PinMisfit } from '../../worker/pinning';
import type { JobState } from '../../worker/protocol';
import type { LiveSeries } from '../frames';
import type { Samples } from './recentSamples';

/** Phase of the forecast of one series. */
export type SeriesPhase =
  /** no history yet */
  | { kind: 'waiting' }
  /** out of sight or in a hidden tab; what is drawn stays */
  | { kind: 'paused' }
  /** stopped by the user; what is drawn stays */
  | { kind: 'stopped' }
  | JobState
  | { kind: 'ready' }
  | { kind: 'failed'; error: ForecastError };

/** The forecast on screen, by what made it. */
export type DrawnForecast =
  /** made in the page at once, without any network */
  | { kind: 'baseline'; result: ForecastResult }
  /** the worker's blend without the LSTM of the series, which still trains */
  | { kind: 'preliminary'; result: ForecastResult }
  /** the worker's answer, and the sequence length (steps) it was asked for with */
  | { kind: 'trained'; result: ForecastResult; sequenceLength: number };

/** The part of a series' forecast that the chart draws. The same object as long as it draws the same. */
export interface ChartedForecast {
  key: string;
  history?: Series;
  /** without the markers of a provisional forecast */
  result?: ForecastResult;
}

/** The result of a sequence length. */
export interface LengthTrial {
  /** steps */
  length: number;
  /** of the drawn forecast in its replay */
  mae: number;
  /** of the training; NaN where nothing was trained */
  seconds: number;
}

/** The effect of the last change of the sequence length. */
export interface LengthEffect {
  from: LengthTrial;
  to: LengthTrial;
  /** of those that were tried and measured, the shortest of the best; NaN where none was measured */
  best: number;
  tried: LengthTrial[];
}

/** The part that a model of the dashboard has in the forecast on screen. */
export type PinState =
  | { kind: 'used' }
  /** a model that was trained since forecasts in its place */
  | { kind: 'replaced' }
  /** damaged, or written by another version */
  | { kind: 'unreadable' }
  | PinMisfit;

/** Restarts of what counts, in the history of a series: a counter falls there, and rises again. */
export type Resets =
  /** none, as its values are no counter's */
  | { kind: 'no-counter' }
  /** a function of PromQL takes them out */
  | { kind: 'by-function'; name: string }
  /** the values are a counter's own */
  | { kind: 'counted'; count: number };

/** Losses of one epoch of a training. */
export interface EpochLoss {
  /** counted from 1 */
  epoch: number;
  train: number;
  validation: number;
}

export interface SeriesForecast {
  key: string;
  name: string;
  phase: SeriesPhase;
  /** training history on its grid */
  history?: Series;
  /** present once it is shown with the queries that it comes from */
  resets?: Resets;
  /** on screen, while another is made too; absent where nothing can be drawn */
  drawn?: DrawnForecast;
  /** what is drawn answers older options or data than the panel asks for */
  isOutOfDate: boolean;
  /** of the training under way, or of the last one of this page, by rising epoch */
  losses?: readonly EpochLoss[];
  /** present after the sequence length was changed */
  lengthEffect?: LengthEffect;
  /** the drift that the last training of this page was for */
  retrainedFor?: ModelDrift;
  /** present where the dashboard holds a model of this series */
  pin?: PinState;
}

/** Answers of the worker since the panel was opened, by how they came about; what was cancelled counts nowhere. */
export interface WorkCounts {
  trained: number;
  /** forecast by a model that was kept, or pinned */
  reused: number;
  /** without a network, as where there is too little to train one on */
  plain: number;
  failed: number;
}

export interface PanelForecast {
  /** the history is on its way */
  isFetching: boolean;
  /** of a history that comes in several pieces: what has come, 0 to 1 */
  fetchedShare?: number;
  /** stops the whole panel: a history that cannot be fetched, an invalid option */
  error?: ForecastError;
  /** options that were replaced by their defaults */
  problems: ForecastError[];
  series: SeriesForecast[];
  /** what the chart draws of `series`, in their order; another list only when it draws something else */
  charted: readonly ChartedForecast[];
  /** older samples at the live resolution, before those that are shown; another object when there are others */
  recent?: { upTo(live: LiveSeries): Samples };
  /** nothing is held against its band: the user switched anomalies off */
  isUnjudged?: boolean;
  /** series beyond the limit, live only */
  omitted: number;
  /** absent before the first answer of the worker */
  counts?: WorkCounts;
  /** plain sentences on where the history came from */
  notes: string[];
  /** plain sentences on what is wrong with the live data */
  warnings: string[];
}

export const nothing: PanelForecast = {
  isFetching: false,
  problems: [],
  series: [],
  charted: [],
  omitted: 0,
  notes: [],
  warnings: [],
};

/** Whether work on a series is under way or due. */
export function isBusy({ phase }: Pick<SeriesForecast, 'phase'>): boolean {
  return phase.kind === 'queued' || phase.kind === 'starting' || phase.kind === 'training';
}

/** The losses with those of the epoch that a phase tells of; an epoch before the last one begins another training. */
export function followLoss(losses: readonly EpochLoss[] = [], phase: SeriesPhase): readonly EpochLoss[] | undefined {
  if (phase.kind !== 'training') {
    return losses.length > 0 ? losses : undefined;
  }
  const { epoch, trainLoss: train, validationLoss: validation } = phase.progress;
  const last = losses[losses.length - 1]?.epoch ?? 0;
  return last === epoch ? losses : [...(epoch > last ? losses : []), { epoch, train, validation }];
}
