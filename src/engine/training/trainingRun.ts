import { ForecastFailure } from '../../core/options';
import {
  type Dataset,
  type EpochOutcome,
  type ModelShape,
  type Progress,
  type Random,
  type TrainOptions,
  type TrainedModel,
  createRandom,
  hasKnownTarget,
  shuffle,
} from '../model';
import { initialWeights } from '../networks';
import type { Checkpoint } from './train';

const PROGRESS_MS = 100;
const NONE = new Int32Array(0);

interface RunControls {
  resume?: Checkpoint;
  signal?: AbortSignal;
  onProgress(progress: Progress): void;
  onCheckpoint(checkpoint: Checkpoint): void;
}

/** The training of one model, epoch by epoch: order of the windows, early stopping, time budget. Knows no device. */
export class TrainingRun {
  /** the model, or why there is none, once the training has ended */
  outcome?: TrainedModel | ForecastFailure;
  /** (P) weights to start from */
  readonly start: Float32Array;
  /** validation windows; empty if none of their targets is known */
  readonly validation: Int32Array;
  private readonly order: Int32Array;
  private readonly random: Random;
  private readonly started: number;
  private epoch = 0;
  private best: Checkpoint['best'] | undefined;
  private reported = -Infinity;

  constructor(
    private readonly shape: ModelShape,
    data: Dataset,
    private readonly options: TrainOptions,
    private readonly now: () => number,
    private readonly controls: RunControls
  ) {
    const { resume } = controls;
    this.order = Int32Array.from(data.origins);
    // Not the stream of the initial weights: their numbers would decide the order.
    this.random = createRandom(options.seed ^ 0x9e3779b9);
    this.start = resume?.weights ?? initialWeights(shape, options.seed);
    this.validation = hasKnownTarget(shape, data.targets, data.validationOrigins) ? data.validationOrigins : NONE;
    this.started = now() - (resume?.elapsedMs ?? 0);
    this.best = resume?.best;
    // The orders of the epochs that are done already are drawn and forgotten.
    for (; this.epoch < (resume?.epoch ?? 0); this.epoch++) {
      shuffle(this.order, this.random);
    }
    if (!hasKnownTarget(shape, data.targets, data.origins)) {
      this.outcome = new ForecastFailure({ kind: 'no-values' });
    }
  }

  /** The windows of the next epoch in their order; none once the training has ended. */
  nextOrder(): Int32Array {
    if (this.controls.signal?.aborted) {
      this.outcome ??= new ForecastFailure({ kind: 'cancelled' });
    }
    if (this.outcome) {
      return NONE;
    }
    shuffle(this.order, this.random);
    return this.order;
  }

  /** Takes note of an epoch, and ends the training if it was the last. */
  finishEpoch({ trainLoss, validationLoss, weights }: EpochOutcome): void {
    if (this.outcome) {
      return;
    }
    const epoch = ++this.epoch;
    const loss = this.validation.length > 0 ? validationLoss : trainLoss;
    // Without validation windows a last, exploding step of an epoch shows in the weights only.
    if (!Number.isFinite(trainLoss) || !Number.isFinite(loss) || !weights.every(Number.isFinite)) {
      this.outcome = new ForecastFailure({ kind: 'diverged', epoch });
      return;
    }
    if (!this.best || loss < this.best.validationLoss) {
      this.best = { weights, bestEpoch: epoch, validationLoss: loss };
    }
    const { epochs, patience, budgetMs } = this.options;
    const elapsedMs = this.now() - this.started;
    const isLast = epoch >= epochs || epoch - this.best.bestEpoch >= patience || elapsedMs >= budgetMs;
    if (isLast || this.now() - this.reported >= PROGRESS_MS) {
      this.reported = this.now();
      const remainingMs = isLast ? 0 : this.estimateRemaining(elapsedMs);
      this.controls.onProgress({ epoch, epochs, trainLoss, validationLoss: loss, remainingMs });
    }
    if (isLast) {
      this.outcome = { shape: this.shape, ...this.best, epochs: epoch };
    } else {
      this.controls.onCheckpoint({ epoch, weights, best: this.best, elapsedMs });
    }
  }

  /** At the pace so far, and no longer than the time budget lets it run. */
  private estimateRemaining(elapsedMs: number): number {
    const { epochs, budgetMs } = this.options;
    return Math.min((elapsedMs / this.epoch) * (epochs - this.epoch), Math.max(0, budgetMs - elapsedMs));
  }
}
