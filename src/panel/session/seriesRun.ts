import type { Covariate, Series } from '../../core/series';
import { type ForecastOptions, toForecastError } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import { pinMisfit } from '../../worker/pinning';
import { isRetrainedFor } from '../../worker/reuse';
import type { ForecastJob, ForecastQuestion, SavedModel } from '../../worker/protocol';
import { isBaselineDue, originMoved } from './drawnForecast';
import { type PinState, type SeriesPhase, followLoss } from './forecastState';
import type { SeriesQuestion } from './seriesQuestion';
import { type SessionParts, priorityOf } from './sessionInput';
import type { ForecastStore } from './store';

/** The panel of a run, as it is when it is asked. */
export interface RunPanel {
  store: ForecastStore;
  parts: SessionParts;
  isVisible(): boolean;
  /** the user stopped training under these options */
  isStopped(options: ForecastOptions): boolean;
  covariatesOf(key: string): Covariate[];
  /** the series that share one network; undefined where each has its own */
  panelOf(): Series[] | undefined;
}

/** Answers one question: draws a baseline at once, then the worker's preliminary blend and its answer. */
export class SeriesRun {
  private readonly controller = new AbortController();
  private isRunning = false;
  /** the answer was made by a model that its series has left: it is to be trained again */
  isRetrainDue = false;

  /** @param retrain whatever models are stored */
  constructor(
    readonly question: SeriesQuestion,
    private readonly panel: RunPanel,
    private readonly retrain: boolean
  ) {}

  get isAborted(): boolean {
    return this.controller.signal.aborted;
  }

  get isUnderWay(): boolean {
    return this.isRunning && !this.isAborted;
  }

  abort(): void {
    this.controller.abort();
  }

  /** Resolves when the answer stands in the store, or why there is none. */
  async start(): Promise<void> {
    this.isRunning = true;
    if (await this.drawBaselineIfDue()) {
      await this.askWorker();
    }
    this.isRunning = false;
  }

  /**
   * Draws the baseline of newer data while the training goes on. The training is not started again for them: where it
   * takes longer than the refresh interval, it would never end.
   */
  async follow(newer: SeriesQuestion): Promise<void> {
    const { store, parts } = this.panel;
    const entry = store.find(newer.key);
    if (entry?.drawn?.kind === 'trained' && !isBaselineDue(entry)) {
      return;
    }
    await parts.pause();
    if (this.isUnderWay && store.find(newer.key)?.history === newer.history && !this.drawBaseline(newer)) {
      this.abort();
    }
  }

  /** @returns whether there is something to train */
  private async drawBaselineIfDue(): Promise<boolean> {
    const { store, parts, isVisible, isStopped } = this.panel;
    const { key, options } = this.question;
    const entry = store.find(key)!;
    if (entry.drawn) {
      store.patch(key, { isOutOfDate: true });
    }
    if (isBaselineDue(entry) || (isStopped(options) && originMoved(entry))) {
      await parts.pause();
      if (this.isAborted || !this.drawBaseline(this.question)) {
        return false;
      }
    }
    if (!isVisible() || isStopped(options)) {
      store.patch(key, { phase: { kind: isVisible() ? 'stopped' : 'paused' } });
      return false;
    }
    return true;
  }

  private async askWorker(): Promise<void> {
    const { store, parts, isVisible, covariatesOf, panelOf } = this.panel;
    const { key, history, bounded: options, thresholds, timeZone, names, pinned } = this.question;
    let hasTrained = false;
    const tell = (phase: SeriesPhase) => {
      hasTrained ||= phase.kind === 'training';
      if (!this.isAborted) {
        store.patch(key, { phase, losses: followLoss(store.find(key)?.losses, phase) });
      }
    };
    tell({ kind: 'starting' });
    try {
      const request = {
        series: history,
        options,
        thresholds,
        timeZone,
        covariates: covariatesOf(key),
        panel: panelOf(),
      };
      const job: ForecastJob = {
        ...names,
        request,
        priority: priorityOf(isVisible()),
        retrain: this.retrain,
        pinned: pinned === 'unreadable' ? undefined : pinned,
        onPreliminary: (result) => this.drawPreliminary(result),
      };
      const { result, model } = await parts.client().forecast(job, tell, this.controller.signal);
      if (!this.isAborted) {
        const drawn = { kind: 'trained' as const, result, sequenceLength: options.sequenceLength };
        const pin = pinStateOf(pinned, request, model);
        store.count(hasTrained ? 'trained' : model ? 'reused' : 'plain');
        const { drift } = result.report;
        this.isRetrainDue = !!model && pin?.kind !== 'used' && isRetrainedFor(drift, model, parts.now());
        const because = this.isRetrainDue && { retrainedFor: drift };
        store.patch(key, { phase: { kind: 'ready' }, drawn, isOutOfDate: false, pin, ...because });
      }
    } catch (thrown) {
      const error = toForecastError(thrown);
      if (!this.isAborted && error.kind !== 'cancelled') {
        store.count('failed');
      }
      tell({ kind: 'failed', error });
    }
  }

  /** Draws the blend that the worker has before its training, unless a trained forecast or newer data are on screen. */
  private drawPreliminary(result: ForecastResult): void {
    const { store } = this.panel;
    const { key, history } = this.question;
    const entry = store.find(key);
    if (!this.isAborted && entry?.drawn?.kind !== 'trained' && entry?.history === history) {
      store.patch(key, { drawn: { kind: 'preliminary', result } });
    }
  }

  /**
   * Draws the baseline. False where there is nothing to train: the history allows no forecast, which is then the
   * series' failure, or it is constant, and the forecast is complete.
   */
  private drawBaseline({ key, history, bounded, thresholds }: SeriesQuestion): boolean {
    const { store, parts } = this.panel;
    try {
      const result = parts.baseline(history, bounded, thresholds);
      const isComplete = result.report.source === 'constant';
      const phase = isComplete ? { phase: { kind: 'ready' as const } } : {};
      store.patch(key, { drawn: { kind: 'baseline', result }, isOutOfDate: false, ...phase });
      return !isComplete;
    } catch (error) {
      store.patch(key, {
        phase: { kind: 'failed', error: toForecastError(error) },
        drawn: undefined,
        isOutOfDate: false,
      });
      return false;
    }
  }
}

/** The part that a model of the dashboard has in an answer. @param model the one that forecast */
function pinStateOf(
  pinned: SeriesQuestion['pinned'],
  request: ForecastQuestion,
  model: SavedModel | undefined
): PinState | undefined {
  if (!pinned || pinned === 'unreadable') {
    return pinned && { kind: pinned };
  }
  const misfit = pinMisfit(pinned, request);
  if (misfit || !model) {
    return misfit;
  }
  return { kind: model.trainedAt === pinned.trainedAt ? 'used' : 'replaced' };
}
