import { ForecastFailure } from '../../core/options';
import type { ForecastClient } from '../../worker/protocol';
import type { DrawnForecast, Question, SessionParts } from '../session';

/** Forecasts as they would have stood at a moment of the past. */
export interface Past {
  /** ms; nothing later was known to them */
  origin: number;
  /** by series; absent where the history before the origin is too short */
  drawn: ReadonlyMap<string, DrawnForecast>;
  /** the LSTMs are still trained on what came before the origin */
  isBusy: boolean;
}

/** Surroundings; tests bring their own. */
export interface PastParts extends Pick<SessionParts, 'baseline' | 'after'> {
  client(): ForecastClient;
  /** keys of the series that have a history */
  keys(): string[];
  /** the panel's question about a series with nothing known after `until`, ms */
  questionOf(key: string, until: number): Question | undefined;
}

/** An origin under way on the slider is not forecast from, ms. */
const REST_MS = 60;
/** The LSTM is trained from an origin that stays this long, ms. */
const STAY_MS = 800;
/** After panels in sight. */
const PRIORITY = 1;

/**
 * "What would it have said?": forecasts from an earlier origin, by fits on the history up to there alone. An answer
 * without training comes at once; the blend with an LSTM trained on that same history replaces it. No stored model is
 * used, which would have seen what came after, and none is kept.
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
    this.end();
    this.set({ origin, drawn: this.state?.drawn ?? new Map(), isBusy: true });
    this.cancelTimer = this.parts.after(REST_MS, () => {
      this.drawBaselines(origin);
      this.cancelTimer = this.parts.after(STAY_MS, () => void this.train(origin));
    });
  };

  /** Back to the forecast from now on. */
  readonly leave = (): void => {
    this.end();
    if (this.state) {
      this.set(undefined);
    }
  };

  private end(): void {
    this.cancelTimer();
    this.controller.abort();
    this.controller = new AbortController();
  }

  private set(state: Past | undefined): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }

  private drawBaselines(origin: number): void {
    const drawn = new Map<string, DrawnForecast>();
    for (const key of this.parts.keys()) {
      const asked = this.parts.questionOf(key, origin)?.request;
      try {
        if (asked) {
          drawn.set(key, {
            kind: 'baseline',
            result: this.parts.baseline(asked.series, asked.options, asked.thresholds),
          });
        }
      } catch (error) {
        if (!(error instanceof ForecastFailure)) {
          throw error;
        }
        // Too little was known then: nothing would have been drawn.
      }
    }
    this.set({ origin, drawn, isBusy: drawn.size > 0 });
  }

  private async train(origin: number): Promise<void> {
    const { signal } = this.controller;
    await Promise.all([...(this.state?.drawn.keys() ?? [])].map((key) => this.trainOne(key, origin, signal)));
    if (!signal.aborted && this.state) {
      this.set({ ...this.state, isBusy: false });
    }
  }

  private async trainOne(key: string, origin: number, signal: AbortSignal): Promise<void> {
    const asked = this.parts.questionOf(key, origin);
    if (!asked) {
      return;
    }
    const { names, request } = asked;
    try {
      const job = { key: `${names.key}/past`, request, priority: PRIORITY, isAside: true };
      const { result } = await this.parts.client().forecast(job, () => undefined, signal);
      if (!signal.aborted && this.state) {
        const trained: DrawnForecast = { kind: 'trained', result, sequenceLength: request.options.sequenceLength };
        this.set({ ...this.state, drawn: new Map(this.state.drawn).set(key, trained) });
      }
    } catch {
      // The forecast without training stays: it says of itself what it is.
    }
  }
}
