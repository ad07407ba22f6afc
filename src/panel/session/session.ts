import { type ForecastOptions, toForecastError, validateOptions } from '../../core/options';
import { type Covariate, type Series, cutAfter, planHistory } from '../../core/series';
import { missingCovariates, planAhead } from './covariates';
import { type PanelForecast, isBusy } from './forecastState';
import { PanelHistory } from './panelHistory';
import { RecentSamples } from './recentSamples';
import { type Question, askAbout, isSameQuestion, needSameModel } from './seriesQuestion';
import { type RunPanel, SeriesRun } from './seriesRun';
import { type SessionInput, type SessionParts, jobNames, priorityOf } from './sessionInput';
import { ForecastStore } from './store';

/**
 * The life of one panel's forecasts, without React. `update` takes all that the panel knows, and fetches, draws and
 * trains what that changes; listeners are called after each new state.
 */
export class ForecastSession {
  private readonly store = new ForecastStore();
  private readonly history: PanelHistory;
  private readonly recent: RecentSamples;
  private readonly panel: RunPanel;
  private readonly runs = new Map<string, SeriesRun>();
  private input?: SessionInput;
  private options?: ForecastOptions;
  /** options under which the user stopped training: only others, or "Retrain", start it again */
  private stoppedFor?: string;
  private wasVisible = true;

  constructor(private readonly parts: SessionParts) {
    this.history = new PanelHistory(this.store, parts, () => this.input, {
      taken: () => this.followHistory(),
      retry: () => this.input && this.update(this.input),
    });
    this.recent = new RecentSamples(
      parts,
      () => this.store.set({ recent: { upTo: this.recent.upTo } }),
      () => this.input && this.update(this.input)
    );
    this.panel = {
      store: this.store,
      parts,
      isVisible: () => this.input!.isVisible,
      isStopped: (options) => this.stoppedFor === JSON.stringify(options),
      covariatesOf: this.covariatesOf,
      panelOf: this.panelOf,
    };
  }

  readonly getState = (): PanelForecast => this.store.get();

  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  update(input: SessionInput): void {
    this.store.open();
    this.input = input;
    const { options, problems: invalid } = validateOptions(input.options);
    this.options = options;
    const problems = [...invalid, ...missingCovariates(options, input.live)];
    if (JSON.stringify(problems) !== JSON.stringify(this.getState().problems)) {
      this.store.set({ problems });
    }
    this.followVisibility(input);
    // Out of sight, work under way goes on after all that is in sight, and no new work begins.
    if (!input.isVisible || input.live.length === 0) {
      return;
    }
    try {
      const plan = planAhead(planHistory(options, input.range.to, this.parts.now()), options, input.live);
      // The history is asked for first: nothing can be judged without it.
      if (this.history.update(input, plan, options)) {
        this.followHistory();
      } else {
        this.runAll(false);
      }
      this.recent.update(input, plan.step);
    } catch (error) {
      this.store.set({ error: toForecastError(error), isFetching: false });
    }
  }

  /** The other series that the options let this one see, with the histories that were fetched last. */
  readonly covariatesOf = (key: string): Covariate[] =>
    this.options ? this.history.covariatesOf(key, this.options) : [];

  /** All series that share one network, in the order of their keys; undefined where each has its own. */
  readonly panelOf = (): Series[] | undefined =>
    this.options?.networkFor === 'panel'
      ? [...this.getState().series]
          .sort((a, b) => (a.key < b.key ? -1 : 1))
          .flatMap(({ history }) => (history ? [history] : []))
      : undefined;

  /**
   * The question about a series that stands now, as a worker gets it; undefined before there is a history.
   * @param until ms; nothing later is in it
   */
  readonly questionOf = (key: string, until = Infinity): Question | undefined => {
    const all = this.store.find(key)?.history;
    const history = all && cutAfter(all, until);
    const found = history && this.options && this.input && askAbout(key, history, this.options, this.input);
    if (!found) {
      return undefined;
    }
    const { names, bounded: options, thresholds, timeZone, pinned } = found;
    const reach = 1000 * options.horizon;
    const covariates = this.covariatesOf(key).map((one) => ({
      ...one,
      ...cutAfter(one, one.isKnownAhead ? until + reach : until),
    }));
    const request = { series: history, options, thresholds, timeZone, covariates };
    return { names, request, ...(typeof pinned === 'object' && { pinned }) };
  };

  /** Stops all training; what is drawn stays. */
  readonly cancel = (): void => {
    this.stoppedFor = JSON.stringify(this.options);
    for (const { key } of this.getState().series.filter(isBusy)) {
      this.runs.get(key)?.abort();
      this.store.patch(key, { phase: { kind: 'stopped' } });
    }
  };

  /** Trains every series afresh, whatever models are stored. */
  readonly retrain = (): void => {
    this.stoppedFor = undefined;
    if (this.getState().error) {
      // The history failed: ask for it again, then train.
      this.history.reset();
      this.store.set({ error: undefined });
      return this.input && this.update(this.input);
    }
    this.runAll(true);
  };

  /** Forecasts a series once more, with the model that is stored now. */
  readonly repeat = (key: string): void => {
    this.stoppedFor = undefined;
    this.end(key);
    void this.run(key, false);
  };

  /** Stops everything. A later `update` starts again: React may unmount and mount the same panel. */
  dispose(): void {
    this.store.close();
    this.history.stop();
    this.recent.stop();
    [...this.runs.keys()].forEach((key) => this.end(key));
  }

  private followVisibility({ isVisible, ...input }: SessionInput): void {
    if (isVisible !== this.wasVisible) {
      this.wasVisible = isVisible;
      for (const { key } of this.getState().series) {
        this.parts.client().prioritise(jobNames(input, key, this.options!).key, priorityOf(isVisible));
      }
    }
  }

  /** Runs of series that are gone or cannot be forecast end; the others take up what changed. */
  private followHistory(): void {
    for (const key of [...this.runs.keys()]) {
      const series = this.store.find(key);
      if (!series || series.phase.kind === 'failed') {
        this.end(key);
      }
    }
    this.runAll(false);
  }

  private runAll(retrain: boolean): void {
    for (const { key } of this.getState().series) {
      void this.run(key, retrain);
    }
  }

  /** Answers the panel's question about a series, unless it is answered already or its run is under way. */
  private async run(key: string, retrain: boolean): Promise<void> {
    const history = this.store.find(key)?.history;
    const question = history && this.options && this.input && askAbout(key, history, this.options, this.input);
    if (!question) {
      return;
    }
    const current = this.runs.get(key);
    if (current && needSameModel(current.question, question) && !retrain) {
      if (isSameQuestion(current.question, question) && this.store.find(key)?.phase.kind !== 'paused') {
        return;
      }
      if (current.isUnderWay) {
        await current.follow(question);
        return;
      }
    }
    current?.abort();
    const run = new SeriesRun(question, this.panel, retrain);
    this.runs.set(key, run);
    await run.start();
    // Out of sight it paused, and would pause again for ever: no other task of the page would run.
    if (!run.isAborted && this.input?.isVisible) {
      // Data that came meanwhile are forecast with the fresh model; one that has drifted is trained again.
      void this.run(key, run.isRetrainDue);
    }
  }

  private end(key: string): void {
    this.runs.get(key)?.abort();
    this.runs.delete(key);
  }
}
