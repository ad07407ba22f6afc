import { ForecastFailure } from '../../../src/core/options/errors';
import { createPacer } from '../../../src/engine/training/pacer';
import { createRandom, shuffle } from '../../../src/engine/model/random';
import type { Build } from '../../../src/engine/wasm/wasmKernels';
import { createTensorKernels } from '../../../src/engine/pretrainedLstm/tensorKernels';
import { AdamW, cosineSchedule } from '../../../src/engine/training/adamW';
import { TrainedNetwork } from './trainedNetwork';
import type { PretrainedLstm } from '../../../src/engine/pretrainedLstm/shape';
import type { TrainingWindows } from './trainingWindows';

export interface PretrainingOptions {
  steps: number;
  batchSize: number;
  /** the highest rate; it rises over the first steps and falls to 0 along a cosine */
  learningRate: number;
  /** weight decay of AdamW */
  decay: number;
  /** global gradient norm is clipped to this */
  clipNorm: number;
  seed: number;
}

export interface PretrainingControls {
  signal?: AbortSignal;
  /** builds of the kernels to choose from, the best first; the plain one gives the same bytes everywhere */
  builds?: readonly Build[];
  /** after every step, with the mean quantile loss of its batch */
  onStep?(step: number, loss: number): void;
  /** windows to judge by: the weights with the lowest loss on them are returned, those of the start included */
  validation?: TrainingWindows;
}

/** Share of the steps in which the learning rate rises. */
const WARM_UP = 0.03;
/** Looks at the validation windows. */
const VALIDATIONS = 6;
const CLIP_NORM = 1;
export const PRETRAINING_DEFAULTS = { batchSize: 128, learningRate: 3e-3, decay: 0.01, clipNorm: CLIP_NORM, seed: 1 };

/**
 * Trains a network on the WASM kernels, in this thread: lets the event loop run as `pacer.ts` has it. The same seed and
 * build give the same weights.
 * @throws ForecastFailure `cancelled`, `diverged`, `no-values` without windows, `device-unavailable`
 */
export async function trainPretrained(
  net: PretrainedLstm,
  windows: TrainingWindows,
  options: PretrainingOptions,
  { signal, builds, onStep, validation }: PretrainingControls = {}
): Promise<PretrainedLstm> {
  if (windows.count === 0) {
    throw new ForecastFailure({ kind: 'no-values' });
  }
  const network = new TrainedNetwork(await createTensorKernels(builds), net, windows.leads);
  const { values, gradients } = network.regions();
  const adam = new AdamW(values.length, options.decay, options.clipNorm);
  const batches = drawBatches(windows.count, options);
  const best = new BestNet(network, validation);
  const pause = createPacer();
  for (let step = 0; step < options.steps; step++) {
    await pause(signal);
    const loss = network.computeGradient(windows, batches.next().value);
    if (Number.isNaN(loss)) {
      continue;
    }
    if (!Number.isFinite(loss)) {
      throw new ForecastFailure({ kind: 'diverged', epoch: step });
    }
    const rate = options.learningRate * cosineSchedule(step, options.steps, Math.ceil(WARM_UP * options.steps));
    adam.step(values, gradients, rate);
    onStep?.(step + 1, loss);
    if ((step + 1) % Math.ceil(options.steps / VALIDATIONS) === 0 || step + 1 === options.steps) {
      best.look();
    }
  }
  return best.result();
}

/** Keeps the weights with the lowest validation loss; the last ones where nothing is held out. */
class BestNet {
  private kept?: PretrainedLstm;
  private loss = Infinity;
  private readonly all: Int32Array;

  constructor(
    private readonly network: TrainedNetwork,
    private readonly validation: TrainingWindows | undefined
  ) {
    this.all = Int32Array.from({ length: validation?.count ?? 0 }, (_, i) => i);
    this.look();
  }

  look(): void {
    const loss = this.validation ? this.network.evaluate(this.validation, this.all) : NaN;
    if (loss < this.loss) {
      this.loss = loss;
      this.kept = this.network.read();
    }
  }

  result(): PretrainedLstm {
    return this.kept ?? this.network.read();
  }
}

/** Batches without end: every window once, in an order of their own for each round. */
function* drawBatches(count: number, { batchSize, seed }: PretrainingOptions): Generator<Int32Array, never> {
  const random = createRandom(seed ^ 0x9e3779b9);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const size = Math.min(batchSize, count);
  for (;;) {
    shuffle(order, random);
    for (let from = 0; from + size <= count; from += size) {
      yield order.subarray(from, from + size);
    }
  }
}
