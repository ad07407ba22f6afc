import { ForecastFailure } from '../../core/options';
import {
  type Bucket,
  type Dataset,
  type Device,
  type Engine,
  type Member,
  type NetworkOptions,
  createGroup,
  createRandom,
  initialWeights,
} from '../model';

/** The speed at which a device trains a network of some size. */
export interface Speed {
  device: Device;
  /** from nothing to the end of the first step: code to load and to compile, memory to allocate */
  setupMs: number;
  /** of one network */
  stepMs: number;
  /** of `GROUP` networks side by side; absent where the device trains one after the other */
  groupStepMs?: number;
}

/** Networks side by side when groups are measured. */
export const GROUP = 8;
/** Timed at once. An epoch also costs something by itself (it reads back from a GPU): that of one step is taken off. */
const STEPS = 3;
/** Beside a step this long, ms, what an epoch costs by itself is nothing: one such step is timed, not three. */
const LONG_MS = 100;
/** A clock of a browser is no finer. */
const LEAST_MS = 0.02;

/**
 * Times three training steps of a network as large as its bucket, on made-up data.
 *
 * @param start starts the engine; what that takes counts as set-up
 * @param now clock in ms
 * @throws ForecastFailure the engine's own
 */
export async function measureSpeed(
  device: Device,
  start: () => Promise<Engine>,
  bucket: Bucket,
  now: () => number = () => performance.now()
): Promise<Speed> {
  const started = now();
  const engine = await start();
  const alone = await timeSteps(engine, bucket, 1, now);
  const setupMs = alone.ready - started;
  const together = engine.createGroup && (await timeSteps(engine, bucket, GROUP, now).catch(unlessTooLarge));
  return { device, setupMs, stepMs: alone.stepMs, ...(together && { groupStepMs: together.stepMs }) };
}

/** Several that do not fit say nothing against one. */
function unlessTooLarge(error: unknown): undefined {
  if (!(error instanceof ForecastFailure && error.detail.kind === 'too-large')) {
    throw error;
  }
}

async function timeSteps(engine: Engine, { shape, batchSize }: Bucket, size: number, now: () => number) {
  const options: NetworkOptions = { batchSize, learningRate: 1e-3, clipNorm: 1 };
  const weights = initialWeights(shape, 1);
  const data = madeUp(shape.features, shape.outputs, shape.sequenceLength, STEPS * batchSize + batchSize);
  const members = Array.from({ length: size }, (): Member => ({ weights, data }));
  const group = await createGroup(engine, shape, members, options);
  const none = members.map(() => new Int32Array(0));
  const epoch = async (steps: number) => {
    const from = now();
    const order = data.origins.subarray(0, steps * batchSize);
    await group.trainEpoch(
      members.map(() => order),
      none
    );
    return now() - from;
  };
  try {
    await epoch(1);
    const ready = now();
    const one = await epoch(1);
    if (one >= LONG_MS) {
      return { ready, stepMs: one };
    }
    const more = await epoch(1 + STEPS);
    return { ready, stepMs: Math.max(LEAST_MS, (more - one) / STEPS) };
  } finally {
    group.dispose();
  }
}

/** `windows` windows of random numbers. */
function madeUp(features: number, outputs: number, sequenceLength: number, windows: number): Dataset {
  const random = createRandom(1);
  const rows = windows + sequenceLength - 1;
  return {
    inputs: Float32Array.from({ length: rows * features }, () => random() - 0.5),
    targets: Float32Array.from({ length: rows * outputs }, () => random() - 0.5),
    origins: Int32Array.from({ length: windows }, (_, i) => i + sequenceLength - 1),
    validationOrigins: new Int32Array(0),
  };
}
