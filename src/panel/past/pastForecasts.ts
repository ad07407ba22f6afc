import type { ForecastResult } from '../../core/fitted';
import { type ForecastError, ForecastFailure, toForecastError } from '../../core/options';
import type { ForecastClient, JobState } from '../../worker/protocol';
import type { DrawnForecast, Question } from '../session';

/** Forecasts as they would have stood at a moment of the past. */
export interface Past {
  /** ms; nothing later was known to them */
  origin: number;
  /** by series; absent where the history before the origin is too short */
  drawn: ReadonlyMap<string, DrawnForecast>;
  phase: PastPhase;
  /** why the first of those that are absent is */
  error?: ForecastError;
}

export type PastPhase =
  /** what is drawn is from an earlier origin, if anything is */
  | { kind: 'forecasting'; done: number; count: number }
  /** the LSTMs are trained on what came before the origin */
  | { kind: 'training'; share: number }
  | { kind: 'ready' };

/** Surroundings; tests bring their own. */
export interface PastParts {
  client(): ForecastClient;
  /** @returns cancels */
  after(ms: number, run: () => void): () => void;
  /** keys of the series that have a history */
  keys(): string[];
  /** the panel's question about a series with nothing known after `until`, ms */
  questionOf(key: string, until: number): Question | undefined;
}

/** An origin under way is not forecast from before it rests this long, ms. */
const REST_MS = 100;
/** The LSTM is trained from an origin that stays this long, ms. */
const STAY_MS = 800;
/** After panels in sight. */
const PRIORITY = 1;

/**
 * "What would it have said?": forecasts from an earlier origin, by fits on the history up to there alone, made in the
 * worker. An answer without training comes first; the blend with an LSTM trained on that same history replaces it. No
 * stored model is used, which would have seen what came after, and none is kept.
 */
export class PastForecasts {
  private state?: Past;
  private controller = new AbortController();
  private cancelTimer = () => {};
  private readonly listeners = new Set<() => void>();

  constructor(private readonly parts: PastParts) {}

  readonly getState = (): Past | undefined => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** @param origin ms */
  readonly show = (origin: number): void => {
    const signal = this.restart();
    const count = this.parts.keys().length;
    this.set({ origin, drawn: this.state?.drawn ?? new Map(), phase: { kind: 'forecasting', done: 0, count } });
    this.cancelTimer = this.parts.after(REST_MS, () => void this.forecast(origin, signal));
  };

  /** Back to the forecast from now on. */
  readonly leave = (): void => {
    this.restart();
    if (this.state) {
      this.set(undefined);
    }
  };

  /** Ends the work on the origin before. @returns aborts when the next work begins */
  private restart(): AbortSignal {
    this.cancelTimer();
    this.controller.abort();
    this.controller = new AbortController();
    return this.controller.signal;
  }

  private set(state: Past | undefined): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }

  /** Draws the answers without training together, then trains. */
  private async forecast(origin: number, signal: AbortSignal): Promise<void> {
    const keys = this.parts.keys();
    const drawn = new Map<string, DrawnForecast>();
    let done = 0;
    let error: ForecastError | undefined;
    await Promise.all(
      keys.map(async (key) => {
        try {
          drawn.set(key, { kind: 'preliminary', result: await this.untrained(key, origin) });
        } catch (why) {
          error ??= toForecastError(why);
        }
        done++;
        if (signal.aborted || !this.state) {
          return;
        }
        this.set({ ...this.state, phase: { kind: 'forecasting', done, count: keys.length } });
      })
    );
    if (signal.aborted) {
      return;
    }
    this.set({ origin, drawn, error, phase: drawn.size > 0 ? { kind: 'training', share: 0 } : { kind: 'ready' } });
    if (drawn.size > 0) {
      this.cancelTimer = this.parts.after(STAY_MS, () => void this.train(origin, [...drawn.keys()], signal));
    }
  }

  /**
   * One of a key waits at most, and one under way runs to its end: a worker that is busy with it would have to be killed.
   * @throws ForecastFailure the job's error, such as too little history; `cancelled` where a newer origin came first
   */
  private async untrained(key: string, origin: number): Promise<ForecastResult> {
    const asked = this.parts.questionOf(key, origin);
    if (!asked) {
      throw new ForecastFailure({ kind: 'no-values' });
    }
    const { names, request } = asked;
    const answer = await this.parts.client().forecast(
      {
        ...{ key: `${names.key}/past, untrained`, priority: 0, isAside: true },
        request: { ...request, isUntrained: true },
      },
      () => undefined,
      new AbortController().signal
    );
    return answer.result;
  }

  private async train(origin: number, keys: string[], signal: AbortSignal): Promise<void> {
    const shares = new Map<string, number>();
    const tell = (key: string, share: number) => {
      shares.set(key, share);
      const sum = [...shares.values()].reduce((total, one) => total + one, 0);
      if (!signal.aborted && this.state) {
        this.set({ ...this.state, phase: { kind: 'training', share: sum / keys.length } });
      }
    };
    await Promise.all(keys.map((key) => this.trainOne(key, origin, signal, (share) => tell(key, share))));
    if (!signal.aborted && this.state) {
      this.set({ ...this.state, phase: { kind: 'ready' } });
    }
  }

  private async trainOne(key: string, origin: number, signal: AbortSignal, tell: (share: number) => void) {
    const asked = this.parts.questionOf(key, origin);
    if (!asked) {
      return;
    }
    const { names, request } = asked;
    try {
      const job = { key: `${names.key}/past`, request, priority: PRIORITY, isAside: true };
      const { result } = await this.parts.client().forecast(job, (state) => tell(shareOf(state)), signal);
      if (!signal.aborted && this.state) {
        const trained: DrawnForecast = { kind: 'trained', result, sequenceLength: request.options.sequenceLength };
        this.set({ ...this.state, drawn: new Map(this.state.drawn).set(key, trained) });
      }
    } catch {
      // The forecast without training stays: it says of itself what it is.
    }
    tell(1);
  }
}

/** Part of a training that is done, 0 to 1. */
function shareOf(state: JobState): number {
  return state.kind === 'training' ? state.progress.epoch / state.progress.epochs : 0;
}
