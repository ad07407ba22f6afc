import type { ForecastQuestion, ForecastResponse, SavedModel } from '../../worker/protocol';
import { answerUntrained, runJob } from '../../worker/thread';
import { WorkerEngines } from '../../engine/devices';

/** One series to forecast, with the model that was trained for it before. */
export interface ForecastTask extends ForecastQuestion {
  model?: SavedModel;
  /** train an LSTM of the series where there is no model that fits */
  train: boolean;
}

/** The name of a fit: the same in every process that finds it due. */
export interface Fit {
  /** of the series */
  key: string;
  /** the fit itself: of a series, a question and the fit before */
  slot: string;
}

/** Forecasts a task; threads, queues and tests bring their own. */
export type Answer = (task: ForecastTask, fit: Fit) => Promise<ForecastResponse>;

const engines = new WorkerEngines();

/** The forecast of the panel's worker, on the WASM engine. @throws ForecastFailure as `runJob` does */
export function answer({ train, ...question }: ForecastTask): Promise<ForecastResponse> {
  if (!train) {
    return answerUntrained(question);
  }
  return runJob(
    { ...question, choices: [{ device: 'wasm', reason: 'the runner has no GPU' }] },
    { engines, onState: () => {}, signal: new AbortController().signal, now: Date.now }
  );
}
