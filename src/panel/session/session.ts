import type { Covariate } from '../../core/lstm';
import { type ForecastOptions, toForecastError, validateOptions } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import type { Series } from '../../core/series';
import { findCovariates, missingCovariates } from './covariates';
import {
  asDrawn,
  isBaselineDue,
  isBusy,
  nothing,
  originMoved,
  type DrawnForecast,
  type PanelForecast,
  type SeriesForecast,
  type SeriesPhase,
} from './forecastState';
import { type Answer, HistoryLoader, type HistoryPlan, planHistory } from '../history';
import type { ForecastJob } from '../../worker/protocol';
import type { SessionInput, SessionParts, Task } from './sessionInput';
import { MAX_SERIES, takeHistory, type Taken } from './takeHistory';

/**
 * The life of one panel's forecasts, without React: what to fetch, what to train, what to keep on screen. `update` is
 * told everything the panel knows and does only what that changes; listeners hear of each new state.
 */
export class ForecastSession {
  private state: PanelForecast = nothing;
  private readonly listeners = new Set<() => void>();
  private input?: SessionInput;
  private options?: ForecastOptions;
  private readonly loader: HistoryLoader;
  private answer?: Answer;
  private histories?: Taken['histories'];
  private readonly tasks = new Map<string, Task>();
  /** options under which the user stopped training: only others, or "Retrain", start it again */
  private stoppedFor?: string;
  private wasVisible = true;
  private isDisposed = false;

  constructor(private readonly parts: SessionParts) {
    this.loader = new HistoryLoader(parts, {
      asked: () => this.set({ isFetching: true }),
      answered: (answer) => {
        this.answer = answer;
        this.set({ isFetching: false, error: undefined });
        this.take(answer);
      },
      failed: (error) => this.set({ isFetching: false, error }),
      retry: () => this.input && this.update(this.input),
    });
  }

  readonly getState = (): PanelForecast => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  update(input: SessionInput): void {
    this.isDisposed = false;
    this.input = input;
    const { options, problems: invalid } = validateOptions(input.options);
    this.options = options;
    const problems = [...invalid, ...missingCovariates(options, input.live)];
    if (JSON.stringify(problems) !== JSON.stringify(this.state.problems)) {
      this.set({ problems });
    }
    if (input.isVisible !== this.wasVisible) {
      this.wasVisible = input.isVisible;
      this.state.series.forEach(({ key }) => this.parts.client().prioritise(this.jobKey(key), this.priority()));
    }
    // What is under way out of sight goes on, after all that is in sight; nothing new is begun.
    if (!input.isVisible || input.live.length === 0) {
      return;
    }
    try {
      this.learn(planHistory(options, input.range.to, this.parts.now()));
    } catch (error) {
      this.set({ error: toForecastError(error), isFetching: false });
    }
  }

  /** The other series that the options let this one see, with the histories that were fetched last. */
  readonly covariatesOf = (key: string): Covariate[] =>
    this.options && this.input && this.histories
      ? findCovariates(key, this.options, this.input.live, this.histories)
      : [];

  private jobKey(key: string): string {
    return `${this.input!.panelKey}/${key}`;
  }

  /** Panels in sight are served first. */
  private priority(): number {
    return this.input!.isVisible ? 0 : 1;
  }

  /** Stops all training; what is drawn stays. */
  readonly cancel = (): void => {
    this.stoppedFor = JSON.stringify(this.options);
    this.stopTasks({ kind: 'stopped' });
  };

  /** Trains every series afresh, whatever models are stored. */
  readonly retrain = (): void => {
    this.stoppedFor = undefined;
    if (this.state.error) {
      // The history failed: ask for it again, then train.
      this.loader.reset();
      this.set({ error: undefined });
      return this.input && this.update(this.input);
    }
    for (const { key } of this.state.series) {
      void this.forecast(key, true);
    }
  };

  /** Forecasts a series once more, with the model that is stored now. */
  readonly repeat = (key: string): void => {
    this.stoppedFor = undefined;
    this.tasks.get(key)?.controller.abort();
    this.tasks.delete(key);
    void this.forecast(key, false);
  };

  /** Stops everything. A later `update` starts again: React may unmount and mount the same panel. */
  dispose(): void {
    this.isDisposed = true;
    this.loader.stop();
    for (const { controller } of this.tasks.values()) {
      controller.abort();
    }
    this.tasks.clear();
  }

  /** Fetches the history if its queries, its grid or its end changed; takes up what the live series changed. */
  private learn(plan: HistoryPlan): void {
    const { fetch, source, live } = this.input!;
    if (!fetch) {
      this.loader.stop();
      this.take(undefined);
      return;
    }
    const kind = JSON.stringify([source, plan.step, plan.end - plan.start, live.map(({ key }) => key)]);
    this.loader.load(kind, plan, fetch, () => this.isCovered());
    if (this.answer?.kind === kind) {
      this.take(this.answer);
    } else {
      this.forecastAll();
    }
  }

  /** Whether the forecasts on screen cover all that the dashboard shows, out of sample. */
  private isCovered(): boolean {
    const { from } = this.input!.range;
    const { series } = this.state;
    return series.length > 0 && series.every(({ result }) => result !== undefined && result.expected.times[0] <= from);
  }

  /** Gives each live series the history that is to be had. @param answer undefined where nobody can be asked */
  private take(answer: Answer | undefined): void {
    const { live } = this.input!;
    const { series, histories, notes } = takeHistory(live, answer, this.state.series);
    this.histories = histories;
    for (const [key, { controller }] of this.tasks) {
      if (!series.some((one) => one.key === key && one.phase.kind !== 'failed')) {
        controller.abort();
        this.tasks.delete(key);
      }
    }
    this.set({ series, omitted: Math.max(0, live.length - MAX_SERIES), notes });
    this.forecastAll();
  }

  private forecastAll(): void {
    for (const { key } of this.state.series) {
      void this.forecast(key, false);
    }
  }

  /** Baseline at once, then the worker. Nothing happens if this history and these options are done or under way. */
  private async forecast(key: string, retrain: boolean): Promise<void> {
    const entry = this.state.series.find((one) => one.key === key);
    const live = this.input?.live.find((one) => one.key === key);
    if (!entry?.history || !live || !this.input || !this.options) {
      return;
    }
    const { history, phase } = entry;
    const { source, timeZone } = this.input;
    const options = this.options;
    const limits = this.input.thresholds(live);
    const question = JSON.stringify([source, options, timeZone]);
    const thresholds = JSON.stringify(limits);
    const current = this.tasks.get(key);
    if (current?.question === question && !retrain) {
      if (current.history === history && current.thresholds === thresholds && phase.kind !== 'paused') {
        return;
      }
      if (current.isRunning && !current.controller.signal.aborted) {
        await this.followMeanwhile(entry, current, options, limits);
        return;
      }
    }
    current?.controller.abort();
    const controller = new AbortController();
    const task: Task = { controller, question, history, thresholds, isRunning: true };
    this.tasks.set(key, task);
    await this.run(key, task, options, limits, retrain);
    task.isRunning = false;
    if (!controller.signal.aborted) {
      // Takes up what has moved on meanwhile, with the fresh model.
      void this.forecast(key, false);
    }
  }

  /**
   * Data that move on do not stop training that is under way: where an epoch takes longer than a refresh, it would
   * never end. Only the baseline on screen follows them at once.
   */
  private async followMeanwhile(entry: SeriesForecast, task: Task, options: ForecastOptions, thresholds: number[]) {
    const { key, history } = entry;
    if (entry.result && entry.sequenceLength !== undefined && !isBaselineDue(entry)) {
      return;
    }
    await this.parts.pause();
    if (!task.isRunning || task.controller.signal.aborted) {
      return;
    }
    if (this.state.series.some((one) => one.key === key && one.history === history)) {
      if (!this.drawBaseline(key, history!, options, thresholds)) {
        task.controller.abort();
      }
    }
  }

  private async run(key: string, task: Task, options: ForecastOptions, thresholds: number[], retrain: boolean) {
    const { signal } = task.controller;
    const { history } = task;
    const entry = this.state.series.find((one) => one.key === key)!;
    const { timeZone, identity } = this.input!;
    const isStopped = () => this.stoppedFor === JSON.stringify(options);
    if (entry.result) {
      this.patch(key, { isOutOfDate: true });
    }
    if (isBaselineDue(entry) || (isStopped() && originMoved(entry))) {
      await this.parts.pause();
      if (signal.aborted || !this.drawBaseline(key, history, options, thresholds)) {
        return;
      }
    }
    if (!this.input!.isVisible || isStopped()) {
      this.patch(key, { phase: { kind: this.input!.isVisible ? 'stopped' : 'paused' } });
      return;
    }
    this.patch(key, { phase: { kind: 'starting' } });
    try {
      const request = { series: history, options, thresholds, timeZone, covariates: this.covariatesOf(key) };
      const priority = this.priority();
      const job: ForecastJob = {
        ...{ key: this.jobKey(key), identity: `${identity}/${key}`, request, priority, retrain },
        onPreliminary: (result) => this.drawPreliminary(key, task, result),
      };
      const tell = (phase: SeriesPhase) => {
        if (!signal.aborted) {
          this.patch(key, { phase });
        }
      };
      const { result } = await this.parts.client().forecast(job, tell, signal);
      if (!signal.aborted) {
        const { sequenceLength } = options;
        this.patch(key, { phase: { kind: 'ready' }, result, sequenceLength, isOutOfDate: false });
      }
    } catch (error) {
      if (!signal.aborted) {
        this.patch(key, { phase: { kind: 'failed', error: toForecastError(error) } });
      }
    }
  }

  /** Draws what the worker has before its training, unless a trained forecast or newer data are on screen. */
  private drawPreliminary(key: string, task: Task, result: ForecastResult): void {
    const entry = this.state.series.find((one) => one.key === key);
    if (!task.controller.signal.aborted && entry?.sequenceLength === undefined && entry?.history === task.history) {
      this.patch(key, { result });
    }
  }

  /**
   * Draws the statistical forecast; false where there is nothing to train: the history allows no forecast, which is
   * then the series' failure, or it is constant, and the forecast is complete.
   */
  private drawBaseline(key: string, history: Series, options: ForecastOptions, thresholds: number[]): boolean {
    try {
      const result = this.parts.baseline(history, options, thresholds);
      const isDone = result.report.source === 'constant';
      this.patch(key, { result, sequenceLength: undefined, isOutOfDate: false });
      if (isDone) {
        this.patch(key, { phase: { kind: 'ready' } });
      }
      return !isDone;
    } catch (error) {
      this.patch(key, {
        phase: { kind: 'failed', error: toForecastError(error) },
        result: undefined,
        isOutOfDate: false,
      });
      return false;
    }
  }

  private stopTasks(phase: SeriesPhase): void {
    for (const entry of this.state.series) {
      if (isBusy(entry)) {
        this.tasks.get(entry.key)?.controller.abort();
        this.patch(entry.key, { phase });
      }
    }
  }

  private patch(key: string, change: Partial<SeriesForecast>): void {
    this.set({ series: this.state.series.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  }

  private set(change: Partial<PanelForecast>): void {
    if (this.isDisposed) {
      return;
    }
    const next = { ...this.state, ...change };
    const drawn = next.series.map(asDrawn);
    const isSame = (one: DrawnForecast, index: number) => {
      const old = next.drawn[index];
      return (
        old?.key === one.key &&
        old.history === one.history &&
        old.result === one.result &&
        old.isProvisional === one.isProvisional
      );
    };
    if (drawn.length !== next.drawn.length || !drawn.every(isSame)) {
      next.drawn = drawn;
    }
    this.state = next;
    this.listeners.forEach((listener) => listener());
  }
}
