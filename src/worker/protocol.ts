import type { ForecastError } from '../core/errors';
import type { ForecastOptions } from '../core/options';
import type { ForecastResult } from '../core/result';
import type { Series } from '../core/series';
import type { Device, Progress, TrainedModel } from '../engine/engine';

/** One series to forecast. */
export interface ForecastQuestion {
  series: Series;
  options: ForecastOptions;
  thresholds: number[];
  /** IANA zone of the dashboard, such as `Europe/Berlin`; for calendar features */
  timeZone: string;
}

/** What the client makes of it for the worker, complete: the worker asks nothing back. */
export interface ForecastRequest extends ForecastQuestion {
  /** a model trained before; if it fits the series and the options, it forecasts and nothing is trained */
  model?: SavedModel;
  /** a worker died over this job while it trained on this device: tried last */
  avoid?: Device;
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
}

export interface ForecastResponse {
  result: ForecastResult;
  /** the model that forecast, new or as it was sent; absent when a baseline is all that can be made of the series */
  model?: SavedModel;
}

/** What the panel shows while it waits. */
export type JobState =
  { kind: 'queued'; ahead: number } | { kind: 'starting' } | { kind: 'training'; progress: Progress; device: Device };

/** Page to worker. */
export type ToWorker =
  | { type: 'start'; publicPath: string }
  | { type: 'forecast'; id: number; request: ForecastRequest }
  | { type: 'cancel'; id: number };

/** Worker to page. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'state'; id: number; state: JobState }
  | { type: 'done'; id: number; response: ForecastResponse }
  | { type: 'failed'; id: number; error: ForecastError };

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
}

/** The page's only door to the worker (`client.ts`). One queue for all panels of the page. */
export interface ForecastClient {
  /**
   * Queues a job, and forecasts with a stored model where a fresh one exists. A newer job of the same key replaces
   * one that still waits, whose promise then rejects with `cancelled`.
   *
   * @throws ForecastFailure with the job's error; `cancelled` when `signal` aborts or a newer job took its place;
   *   `worker-failed` when the worker died twice over this job
   */
  forecast(job: ForecastJob, onState: (state: JobState) => void, signal: AbortSignal): Promise<ForecastResponse>;
}
