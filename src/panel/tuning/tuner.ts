import type { ForecastOptions } from '../../core/options';
import type { ForecastClient } from '../../worker/protocol';
import type { Question } from '../session';
import { type Candidate, candidatesFor } from './candidates';
import { type Trial, halve, winnerOf } from './halving';

/** A search for better options, of one series. */
export interface Tuning {
  /** the series */
  key: string;
  trials: readonly Trial[];
  isRunning: boolean;
  /** the time was over, or the user ended it, before all was trained */
  isCut: boolean;
  /** better than what is set now; absent while the search runs, and where nothing is */
  winner?: Trial;
}

/** Longest search, ms. */
export const TUNING_MS = 120_000;
/** After panels in sight and out of sight. */
const PRIORITY = 2;

/** Surroundings of a tuner; tests bring their own. */
export interface TunerParts {
  client(): ForecastClient;
  /** the panel's question about a series as it is now; undefined before its history is there */
  questionOf(key: string): Question | undefined;
  after(ms: number, run: () => void): () => void;
}

/** Tries other options for the LSTM of a series. Nothing is changed by it: what it finds is offered. */
export class Tuner {
  private state?: Tuning;
  private readonly listeners = new Set<() => void>();
  private controller?: AbortController;

  constructor(private readonly parts: TunerParts) {}

  readonly getState = (): Tuning | undefined => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Ends the search; what was found stays on screen. */
  readonly stop = (): void => this.controller?.abort();

  /** Searches for at most `TUNING_MS`. */
  readonly start = async (key: string): Promise<void> => {
    this.stop();
    const question = this.parts.questionOf(key);
    if (!question) {
      return;
    }
    const controller = new AbortController();
    this.controller = controller;
    const { signal } = controller;
    const { series, options } = question.request;
    const tell = (change: Partial<Tuning>) => {
      if (this.controller === controller) {
        this.state = { key, trials: [], isRunning: true, isCut: false, ...this.state, ...change };
        this.listeners.forEach((listener) => listener());
      }
    };
    this.state = undefined;
    const cancelTimer = this.parts.after(TUNING_MS, () => controller.abort());
    const train = (candidate: Candidate, epochs: number) => this.train(question, { ...candidate, epochs }, signal);
    const candidates = candidatesFor(series, options);
    const trials = await halve(candidates, options.epochs, train, signal, (now) => tell({ trials: now }));
    cancelTimer();
    tell({ trials, isRunning: false, isCut: signal.aborted, winner: winnerOf(trials, options.epochs) });
  };

  private async train(
    { names, request }: Question,
    change: Partial<ForecastOptions>,
    signal: AbortSignal
  ): Promise<number> {
    const key = `${names.key}/tuning/${JSON.stringify(change)}`;
    const options = { ...request.options, ...change };
    const job = { key, request: { ...request, options }, priority: PRIORITY, isAside: true };
    const { result } = await this.parts.client().forecast(job, () => undefined, signal);
    return result.report.training?.validationLoss ?? NaN;
  }
}
