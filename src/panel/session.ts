import type { DataFrame } from '@grafana/data';
import { ForecastFailure, type ForecastError } from '../core/errors';
import type { ForecastOptions } from '../core/options';
import { validateOptions } from '../core/optionValues';
import type { ForecastResult } from '../core/result';
import { toSeries, type Series } from '../core/series';
import type { ForecastClient } from '../worker/protocol';
import { isBusy, nothing, type PanelForecast, type SeriesForecast, type SeriesPhase } from './forecastState';
import { readSeries, type LiveSeries } from './frames';
import type { TimeSpan } from './time';
import { planHistory, type HistoryPlan } from './history';

/** Series beyond this many are drawn without a forecast. */
export const MAX_SERIES = 8;

/** What the panel knows when it renders. */
export interface SessionInput {
  /** as the dashboard stored them */
  options: unknown;
  live: LiveSeries[];
  /** the dashboard's range, ms */
  range: TimeSpan;
  /** IANA name */
  timeZone: string;
  thresholds(series: LiveSeries): number[];
  /** asks for the history; undefined where there is nobody to ask: then the visible data are the history */
  fetch?(plan: HistoryPlan, signal: AbortSignal): Promise<DataFrame[]>;
  /** changes when queries, data source or variables do */
  source: string;
  /** names the panel within the page, and over reloads */
  panelKey: string;
  identity: string;
  /** someone can see the panel */
  isVisible: boolean;
}

/** What the session needs of the world; tests bring their own. */
export interface SessionParts {
  client(): ForecastClient;
  baseline(series: Series, options: ForecastOptions, thresholds: number[]): ForecastResult;
  /** ms */
  now(): number;
  /** resolves when the browser has had a chance to draw */
  pause(): Promise<void>;
}

interface Task {
  controller: AbortController;
  input: string;
}

/**
 * The life of one panel's forecasts, without React: what to fetch, what to train, what to keep on screen. `update` is
 * told everything the panel knows and does only what that changes; listeners hear of each new state.
 */
export class ForecastSession {
  private state: PanelForecast = nothing;
  private readonly listeners = new Set<() => void>();
  private input?: SessionInput;
  private options?: ForecastOptions;
  private history?: { key: string; end: number; controller: AbortController };
  private readonly tasks = new Map<string, Task>();
  /** options under which the user stopped training: only others, or "Retrain", start it again */
  private stoppedFor?: string;
  private isDisposed = false;

  constructor(private readonly parts: SessionParts) {}

  readonly getState = (): PanelForecast => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  update(input: SessionInput): void {
    this.isDisposed = false;
    this.input = input;
    const { options, problems } = validateOptions(input.options);
    this.options = options;
    if (JSON.stringify(problems) !== JSON.stringify(this.state.problems)) {
      this.set({ problems });
    }
    if (!input.isVisible) {
      this.stopTasks({ kind: 'paused' });
      return;
    }
    if (input.live.length === 0) {
      return;
    }
    try {
      this.learn(planHistory(options, input.range.to, this.parts.now()));
    } catch (error) {
      this.set({ error: asError(error), isFetching: false });
    }
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
      this.history = undefined;
      this.set({ error: undefined });
      if (this.input) {
        this.update(this.input);
      }
      return;
    }
    for (const { key } of this.state.series) {
      void this.forecast(key, true);
    }
  };

  /** Stops everything. A later `update` starts again: React may unmount and mount the same panel. */
  dispose(): void {
    this.isDisposed = true;
    this.history?.controller.abort();
    this.history = undefined;
    for (const { controller } of this.tasks.values()) {
      controller.abort();
    }
    this.tasks.clear();
  }

  /** Fetches the history if its queries, its grid or its end changed, else only follows changed options. */
  private learn(plan: HistoryPlan): void {
    const { fetch, source, live } = this.input!;
    // Without a data source to ask, the visible points are the history, and every new point is news.
    const series = live.map(({ key, times }) => (fetch ? key : `${key} ${times.length} ${times[times.length - 1]}`));
    const kind = JSON.stringify([source, plan.step, plan.end - plan.start, series]);
    const key = `${kind} ${plan.end}`;
    if (this.history?.key === key || this.isZoom(kind, plan)) {
      this.forecastAll();
      return;
    }
    this.history?.controller.abort();
    const controller = new AbortController();
    this.history = { key, end: plan.end, controller };
    if (!fetch) {
      this.learned(live, plan, false);
      return;
    }
    this.set({ isFetching: true });
    fetch(plan, controller.signal).then(
      (frames) => {
        if (!controller.signal.aborted) {
          this.learned(readSeries(frames), plan, true);
        }
      },
      (error) => {
        if (!controller.signal.aborted) {
          // The next refresh asks again.
          this.history = undefined;
          this.set({ error: asError(error), isFetching: false });
        }
      }
    );
  }

  /**
   * Whether the dashboard only looks closer at what the forecasts on screen already cover out of sample. The answer
   * then stays: an incident looks the same at every zoom.
   */
  private isZoom(kind: string, plan: HistoryPlan): boolean {
    const { history, input, state } = this;
    return (
      history !== undefined &&
      history.key === `${kind} ${history.end}` &&
      plan.end < history.end &&
      state.series.length > 0 &&
      state.series.every(({ result }) => result !== undefined && result.expected.times[0] <= input!.range.from)
    );
  }

  /** Takes a history over: one entry a live series, matched by identity. */
  private learned(found: LiveSeries[], plan: HistoryPlan, wasAsked: boolean): void {
    const { live } = this.input!;
    const byKey = new Map(found.map((one) => [one.key, one]));
    const isForeign = wasAsked && live.length > 0 && !live.some(({ key }) => byKey.has(key));
    const notes: string[] = [];
    if (!wasAsked) {
      notes.push('Learned from the visible range alone: these queries cannot be asked for a longer history.');
    } else if (isForeign && found.length > 0) {
      notes.push('Learned from the visible range alone: transformations changed the series of the queries.');
    }
    const useVisible = !wasAsked || isForeign;
    const older = new Map(this.state.series.map((one) => [one.key, one]));
    const series = live.slice(0, MAX_SERIES).map((one): SeriesForecast => {
      const points = useVisible ? one : (byKey.get(one.key) ?? { times: [], values: [] });
      const kept = older.get(one.key);
      return {
        key: one.key,
        name: one.name,
        phase: kept?.phase ?? { kind: 'waiting' },
        history: toGrid(points, useVisible ? undefined : plan.step),
        result: kept?.result,
        sequenceLength: kept?.sequenceLength,
        isOutOfDate: kept?.result !== undefined,
      };
    });
    for (const [key, { controller }] of this.tasks) {
      if (!series.some((one) => one.key === key)) {
        controller.abort();
        this.tasks.delete(key);
      }
    }
    const omitted = Math.max(0, live.length - MAX_SERIES);
    this.set({ isFetching: false, error: undefined, series, omitted, notes });
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
    const { history } = entry;
    const options = this.options;
    const { timeZone, panelKey, identity } = this.input;
    const thresholds = this.input.thresholds(live);
    const input = JSON.stringify([this.history?.key, options, thresholds, timeZone]);
    const current = this.tasks.get(key);
    if (current?.input === input && !retrain && entry.phase.kind !== 'paused') {
      return;
    }
    current?.controller.abort();
    const controller = new AbortController();
    this.tasks.set(key, { controller, input });
    const { signal } = controller;
    if (entry.result) {
      this.patch(key, { isOutOfDate: true });
    }
    if (!entry.result || isBaselineDue(entry)) {
      await this.parts.pause();
      if (signal.aborted || !this.drawBaseline(key, history, options, thresholds)) {
        return;
      }
    }
    if (!this.input.isVisible || this.stoppedFor === JSON.stringify(options)) {
      this.patch(key, { phase: { kind: this.input.isVisible ? 'stopped' : 'paused' } });
      return;
    }
    this.patch(key, { phase: { kind: 'starting' } });
    try {
      const request = { series: history, options, thresholds, timeZone };
      const job = { key: `${panelKey}/${key}`, identity: `${identity}/${key}`, request, priority: 0, retrain };
      const response = await this.parts.client().forecast(
        job,
        (phase) => {
          if (!signal.aborted) {
            this.patch(key, { phase });
          }
        },
        signal
      );
      if (!signal.aborted) {
        const { sequenceLength } = options;
        this.patch(key, { phase: { kind: 'ready' }, result: response.result, sequenceLength, isOutOfDate: false });
      }
    } catch (error) {
      if (!signal.aborted) {
        this.patch(key, { phase: { kind: 'failed', error: asError(error) } });
      }
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
      this.patch(key, { phase: { kind: 'failed', error: asError(error) }, result: undefined, isOutOfDate: false });
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
    const isDrawn = next.series.every(({ key, history, result }, index) => {
      const old = next.drawn[index];
      return old?.key === key && old.history === history && old.result === result;
    });
    if (!isDrawn || next.drawn.length !== next.series.length) {
      next.drawn = next.series.map(({ key, history, result }) => ({ key, history, result }));
    }
    this.state = next;
    this.listeners.forEach((listener) => listener());
  }
}

/** A forecast that does not start from this history's end is replaced by a baseline until the worker has its own. */
function isBaselineDue({ result, history }: SeriesForecast): boolean {
  if (!result || !history) {
    return true;
  }
  const end = history.start + (history.values.length - 1) * history.step * 1000;
  const { origin, step } = result.report;
  return step !== history.step || Math.abs(end - origin) > result.forecast.times.length * step * 1000;
}

/**
 * The history on the grid that was asked for, or on the coarser one that the data turn out to have.
 */
function toGrid({ times, values }: Pick<LiveSeries, 'times' | 'values'>, step: number | undefined): Series {
  const measured = toSeries(times, values);
  return step === undefined || measured.step >= 1.5 * step ? measured : toSeries(times, values, step);
}

function asError(error: unknown): ForecastError {
  return error instanceof ForecastFailure
    ? error.detail
    : { kind: 'worker-failed', message: error instanceof Error ? error.message : String(error) };
}
