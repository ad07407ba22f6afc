import type { Words } from '../core/language';
import type { ForecastError, ForecastOptions } from '../core/options';
import type { ForecastResult } from '../core/fitted';
import type { Importance } from '../core/lstm';
import type { Covariate, Series } from '../core/series';
import type { Choice, DeviceFacts } from '../engine/devices';
import type { Bucket, Device, Progress, TrainedModel } from '../engine/model';
import type { Checkpoint } from '../engine/training';
import type { PinnedModel } from './pinning';

/** One series to forecast. */
export interface ForecastQuestion {
  series: Series;
  options: ForecastOptions;
  thresholds: number[];
  /** IANA zone of the dashboard, such as `Europe/Berlin`; for calendar features */
  timeZone: string;
  /** other series that the LSTM sees too; none where absent */
  covariates?: Covariate[];
  /** all series that share one network, this one among them, in an order that stays; each has its own where absent */
  panel?: Series[];
  /** answered with what needs no training, in a moment */
  isUntrained?: boolean;
  /** the answer says what its network goes by; without a model that was trained before, nothing is trained for it */
  isExplained?: boolean;
}

/** The client's question to the worker, complete: the worker asks nothing back. */
export interface ForecastRequest extends ForecastQuestion {
  /** a model trained before; if it fits the series and the options, it forecasts and nothing is trained */
  model?: SavedModel;
  /** devices to try, best first, at least one: what is known of this machine is known to the page */
  choices: Choice[];
  /** how its training was interrupted before */
  interruption?: Interruption;
}

/** The rest of a job whose worker died, or whose device failed while other workers wait for work. */
export interface Interruption {
  what: 'worker' | 'device';
  why: Words;
  /** it trained on this device */
  device: Device;
  /** training goes on from here */
  checkpoint?: Checkpoint;
}

/** A trained model with what is needed to use it again. */
export interface SavedModel {
  trained: TrainedModel;
  /** last observed time it was trained on, ms */
  origin: number;
  trainedAt: number;
  /** opaque to all but `core`: scaler, features, calibration */
  context: unknown;
  device: string;
  deviceReason: string;
  seconds: number;
  /** training windows */
  windows: number;
  /** series trained side by side, this one included; 1 where absent */
  together?: number;
  /** series of the panel whose windows one network learned from, this one included; absent for a network of its own */
  shared?: number;
}

export interface ForecastResponse {
  result: ForecastResult;
  /** the model that forecast, new or as it was sent; absent when a baseline is all that can be made of the series */
  model?: SavedModel;
  /** present where it was asked for, of a network that was trained here */
  importance?: Importance[];
}

/** The state of a job that the panel shows while it waits. */
export type JobState =
  | { kind: 'queued'; ahead: number }
  | { kind: 'starting' }
  /** `together`: series that train side by side, this one included; 1 where absent */
  | { kind: 'training'; progress: Progress; device: Device; together?: number }
  /** nobody sees the page */
  | { kind: 'paused' };

/** Page to worker. */
export type ToWorker =
  /** `asText`: all messages after this one, both ways, are `messageText` */
  | { type: 'start'; publicPath: string; asText?: boolean }
  /** all at once, so that those of one shape can be trained side by side; each is answered by itself */
  | { type: 'forecast'; jobs: Array<{ id: number; request: ForecastRequest }> }
  | { type: 'cancel'; id: number }
  /** only to the one worker that may open a GPU; without a bucket nothing is measured */
  | { type: 'benchmark'; id: number; bucket?: Bucket }
  | { type: 'pause' }
  | { type: 'resume' };

/** Worker to page. */
export type FromWorker =
  | { type: 'ready' }
  /** at most ten a second */
  | { type: 'states'; states: Array<{ id: number; state: JobState }> }
  /** at most one a second and job: where a training goes on should this worker die */
  | { type: 'checkpoint'; id: number; checkpoint: Checkpoint }
  /** once, before anything is trained */
  | { type: 'preliminary'; id: number; result: ForecastResult }
  | { type: 'done'; id: number; response: ForecastResponse }
  | { type: 'failed'; id: number; error: ForecastError }
  | { type: 'benchmarked'; id: number; facts: DeviceFacts };

/** One series for the client to forecast. */
export interface ForecastJob {
  /** names the series within the page, stable over refreshes, such as `<panel id>/<series>`; one job of a key waits */
  key: string;
  /** names the series over reloads, for the store of models, such as `<dashboard>/<panel>/<labels>`; `key` by default */
  identity?: string;
  request: ForecastQuestion;
  /** 0 is served first: visible panels; 1: panels off screen */
  priority: number;
  /** train again even if a fresh model is at hand */
  retrain?: boolean;
  /** a model of the dashboard, which forecasts where it fits (`pinMisfit`), unless a newer one is stored */
  pinned?: PinnedModel;
  /** neither uses a stored model nor keeps its own: a trial, or a forecast from the past */
  isAside?: boolean;
  /** hears of the forecast that needs no training, should there be a training to wait for */
  onPreliminary?(result: ForecastResult): void;
}

/** The page's only door to the workers (`client.ts`). One queue for all panels of the page. */
export interface ForecastClient {
  /**
   * Queues a job, and forecasts with a stored model where a fresh one exists. A newer job of the same key replaces
   * one that still waits, whose promise then rejects with `cancelled`.
   *
   * @throws ForecastFailure with the job's error; `cancelled` when `signal` aborts or a newer job took its place;
   *   `worker-failed` when the worker died twice over this job
   */
  forecast(job: ForecastJob, onState: (state: JobState) => void, signal: AbortSignal): Promise<ForecastResponse>;
  /** Gives the waiting job of a key, if there is one, another priority: its panel was scrolled into sight or out. */
  prioritise(key: string, priority: number): void;
}
