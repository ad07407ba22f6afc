import { type ForecastError, toForecastError } from '../../core/options';
import { Backoff } from './backoff';
import { readSeries } from '../frames';
import { Histories } from './histories';
import type { HistoryPlan } from '../../core/series';
import type { FetchHistory } from './history';
import { KnownLimits } from './knownLimits';
import { fetchLongest } from './longestHistory';

/** Answer to a question for the history. */
export interface Answer {
  /** what was asked: queries, series, step and length */
  kind: string;
  /** the times that were asked for, or as much of them as the server lets be */
  plan: HistoryPlan;
  histories: Histories;
  /** messages of queries that failed */
  failures: string[];
  /** sentences on what was brought */
  warnings: string[];
  /** letters of instant queries, which have no history */
  instant: string[];
}

/** Time, as tests bring their own. */
export interface Clock {
  /** ms */
  now(): number;
  /** runs something once, so many ms from now, unless the function it returns is called before */
  after(ms: number, run: () => void): () => void;
}

interface Listener {
  asked(): void;
  answered(answer: Answer): void;
  failed(error: ForecastError): void;
  /** a failure lies far enough back to ask again */
  retry(): void;
}

/** Asks for the history when a new one is due, and again after a failure, at growing intervals. */
export class HistoryLoader {
  private asked?: { kind: string; key: string; end: number; controller: AbortController };
  private readonly backoff = new Backoff();
  private readonly limits = new KnownLimits();
  private cancelRetry?: () => void;

  constructor(
    private readonly parts: Clock,
    private readonly listener: Listener
  ) {}

  /**
   * Asks, unless the same question was asked before, failed a moment ago, or is a zoom into the known history.
   *
   * @param kind of the question; its time comes from the plan
   * @param source data source and queries, which a limit of length holds for
   * @param isCovered the forecasts cover all that the panel shows, so that they look the same at every zoom
   */
  load(kind: string, source: string, plan: HistoryPlan, fetch: FetchHistory, isCovered: () => boolean): void {
    const key = JSON.stringify([kind, plan.end]);
    const isZoom = this.asked?.kind === kind && plan.end < this.asked.end && isCovered();
    if (this.asked?.key === key || isZoom || !this.backoff.isDue(kind, this.parts.now())) {
      return;
    }
    this.stop();
    const controller = new AbortController();
    this.asked = { kind, key, end: plan.end, controller };
    this.listener.asked();
    const question = JSON.stringify([source, plan.step, plan.end - plan.start]);
    fetchLongest(fetch, plan, controller.signal, this.limits.find(question, this.parts.now()))
      .then(({ frames, limit, ...said }) => {
        if (controller.signal.aborted) {
          return;
        }
        if (limit) {
          this.limits.learn(question, limit, this.parts.now());
        }
        if (said.failures.length > 0) {
          this.askAgain(kind);
        } else {
          this.backoff.reset();
        }
        const asked = limit ? { ...plan, start: plan.end - limit.length } : plan;
        this.listener.answered({ kind, plan: asked, histories: new Histories(readSeries(frames), plan.step), ...said });
      })
      .catch((error) => {
        if (!controller.signal.aborted) {
          this.askAgain(kind);
          this.listener.failed(toForecastError(error, 'history-failed'));
        }
      });
  }

  /** Forgets failures and limits: the next `load` asks. */
  reset(): void {
    this.stop();
    this.backoff.reset();
    this.limits.forget();
  }

  /** Ends what is under way. */
  stop(): void {
    this.asked?.controller.abort();
    this.asked = undefined;
    this.cancelRetry?.();
    this.cancelRetry = undefined;
  }

  private askAgain(kind: string): void {
    this.asked = undefined;
    this.cancelRetry = this.parts.after(this.backoff.failed(kind, this.parts.now()), () => this.listener.retry());
  }
}
