import type { ForecastOptions } from '../../core/options';
import type { ForecastQuestion, ForecastResponse, SavedModel } from '../../worker/protocol';
import { answerUntrained, runJob } from '../../worker/thread';
import { type Choice, WorkerEngines } from '../../engine/devices';

/** One series to forecast, with the model that was trained for it before. */
export interface ForecastTask extends ForecastQuestion {
  model?: SavedModel;
  /** train a network of the series where there is no model that fits */
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

/** The one file of the runner holds our WASM, but not that of TensorFlow.js. */
const choiceFor = ({ network }: ForecastOptions): Choice =>
  network === 'lstm'
    ? { device: 'wasm', reason: 'the runner has no GPU' }
    : { device: 'cpu', reason: 'the runner has no GPU, and no WASM of TensorFlow.js' };

/** The forecast of the panel's worker, on the processor. @throws ForecastFailure as `runJob` does */
export function answer({ train, ...question }: ForecastTask): Promise<ForecastResponse> {
  if (!train) {
    return answerUntrained(question);
  }
  return runJob(
    { ...question, choices: [choiceFor(question.options)] },
    { engines, onState: () => {}, signal: new AbortController().signal, now: Date.now }
  );
}
