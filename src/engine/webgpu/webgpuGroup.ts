import { type EpochOutcome, type Member, type NetworkGroup, deviceFailed } from '../model';
import {
  type Layout,
  VALIDATION_ROWS,
  VECTOR_BYTES,
  adamBindings,
  adamKernel,
  fromDevice,
  gradientBindings,
  gradientKernel,
  reduceBindings,
  reduceKernel,
  toDevice,
  trainBindings,
  trainKernel,
  validationBindings,
  validationKernel,
} from './shaders';
import { Buffers } from './buffers';
import { concatenate, markUnknown } from './data';
import { forecast } from './forecast';
import { checked, unlessLost, type Gpu } from './gpuDevice';
import { bind, type KernelCache } from './kernel';
import { networkSizes, trainingSizes } from './limits';
import { Pace } from './pace';
import { countKnown, planBatches, StepTable, type Batch } from './steps';
import { submit, type Pass } from './submit';

/** The kernels of training with their buffers. */
interface Training {
  /** one after the other: a step */
  step: Pass[];
  validation: Pass[];
}

/** Networks of one shape on the GPU that train in the same dispatches. */
export class WebgpuGroup implements NetworkGroup {
  private readonly buffers: Buffers;
  private readonly table: StepTable;
  private readonly pace: Pace;
  private readonly known: Uint32Array[];
  /** steps each model has made since its weights were set */
  private readonly made: number[];
  private readonly common: Record<'steps' | 'origins' | 'inputs' | 'targets' | 'parameters' | 'losses', GPUBuffer>;
  private readonly readback: GPUBuffer;
  private moments: GPUBuffer | undefined;
  private partials: GPUBuffer | undefined;
  private training: Promise<Training> | undefined;

  /** To be made within `checked`: buffers are allocated here. */
  constructor(
    private readonly gpu: Gpu,
    private readonly kernels: KernelCache,
    private readonly layout: Layout,
    members: readonly Member[]
  ) {
    const { shape, options } = layout;
    const sizes = networkSizes(layout);
    const firstRows: number[] = [];
    let rows = 0;
    for (const { data } of members) {
      firstRows.push(rows);
      rows += data.inputs.length / shape.features;
    }
    this.known = members.map(({ data }) => countKnown(data.targets, shape.outputs));
    this.made = members.map(() => 0);
    this.table = new StepTable(firstRows, Math.max(options.batchSize, VALIDATION_ROWS));
    this.pace = new Pace(gpu);
    const buffers = (this.buffers = new Buffers(gpu.device));
    this.common = {
      steps: buffers.uniform(this.table.steps.byteLength),
      origins: buffers.storage(this.table.origins.byteLength),
      inputs: buffers.filled(concatenate(members.map(({ data }) => data.inputs))),
      targets: buffers.filled(markUnknown(concatenate(members.map(({ data }) => data.targets)))),
      parameters: buffers.storage(sizes.parameters),
      losses: buffers.storage(sizes.losses),
    };
    this.readback = buffers.readback(sizes.losses + members.length * layout.vectors * VECTOR_BYTES);
    members.forEach(({ weights }, m) => this.putWeights(m, weights));
  }

  get size(): number {
    return this.layout.models;
  }

  async trainEpoch(
    orders: readonly Int32Array[],
    validations: readonly Int32Array[],
    signal?: AbortSignal
  ): Promise<EpochOutcome[]> {
    const { batchSize } = this.layout.options;
    const batches = orders.map((order, m) => planBatches(order, this.known[m], batchSize));
    const measured = validations.map((origins, m) =>
      planBatches(orders[m].length > 0 ? origins : NONE, this.known[m], VALIDATION_ROWS)
    );
    return this.guard(async () => {
      const { step, validation } = await (this.training ??= this.prepareTraining());
      this.clearLosses();
      await this.run(batches, step, true, signal);
      await this.run(measured, validation, false, signal);
      const { losses, weights } = await this.readBack();
      return batches.map((trained, m) => ({
        trainLoss: losses[m].train / countTargets(trained),
        validationLoss: losses[m].validation / countTargets(measured[m]),
        weights: weights[m],
      }));
    });
  }

  async getWeights(): Promise<Float32Array[]> {
    return this.guard(async () => (await this.readBack()).weights);
  }

  /** As `Network.evaluate`, of the first model. */
  async evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number> {
    const [none, ...others] = this.known.map((): Batch[] => []);
    const batches = [planBatches(origins, this.known[0], VALIDATION_ROWS).concat(none), ...others];
    return this.guard(async () => {
      const { validation } = await (this.training ??= this.prepareTraining());
      this.clearLosses();
      await this.run(batches, validation, false, signal);
      const { losses } = await this.readBack();
      return losses[0].validation / countTargets(batches[0]);
    });
  }

  /** As `Network.forecast`, of the first model. */
  async forecast(inputs: Float32Array, origins: Int32Array): Promise<Float32Array> {
    return this.guard(() => forecast(this.gpu, this.kernels, this.layout, this.common.parameters, inputs, origins));
  }

  /** As `Network.setWeights`, of one model. */
  setWeights(m: number, weights: Float32Array): Promise<void> {
    return this.guard(() => checked(this.gpu, () => this.putWeights(m, weights)));
  }

  /** (P) gradients of the models' last steps, before they were clipped: for tests. */
  async lastGradients(): Promise<Float32Array[]> {
    const { gpu, layout, partials } = this;
    const { splits, vectors } = layout;
    const own = new Buffers(gpu.device);
    try {
      const target = own.readback(partials!.size);
      const encoder = gpu.device.createCommandEncoder();
      encoder.copyBufferToBuffer(partials!, 0, target, 0, partials!.size);
      gpu.device.queue.submit([encoder.finish()]);
      await target.mapAsync(GPUMapMode.READ);
      const floats = new Float32Array(target.getMappedRange());
      return this.known.map((_, m) => fromDevice(layout, floats.subarray(4 * m * splits * vectors)));
    } finally {
      own.destroy();
    }
  }

  dispose(): void {
    this.buffers.destroy();
  }

  /** Compiles the kernels of training and allocates what they need; a network that only forecasts has neither. */
  private async prepareTraining(): Promise<Training> {
    const { gpu, kernels, layout, buffers, common } = this;
    const [train, gradient, reduce, adam, validation] = await Promise.all([
      kernels.get(trainKernel(layout), trainBindings),
      kernels.get(gradientKernel(layout), gradientBindings),
      kernels.get(reduceKernel(layout), reduceBindings),
      kernels.get(adamKernel(layout), adamBindings),
      kernels.get(validationKernel(layout), validationBindings),
    ]);
    return checked(gpu, () => {
      const own = Object.entries(trainingSizes(layout)).map(([name, bytes]) => [name, buffers.storage(bytes)] as const);
      const all: Record<string, GPUBuffer> = {
        ...common,
        ...Object.fromEntries(own),
        tiles: buffers.filled(layout.tiles),
        transposed: buffers.filled(layout.transposed),
      };
      this.moments = all.moments;
      this.partials = all.partials;
      const bound = (kernel: typeof train) => bind(gpu, kernel, all, this.table.stepBytes);
      const { models, groups, tiles, splits, sweeps, validationGroups } = layout;
      return {
        step: [
          { kernel: bound(train), workgroups: [groups, models] },
          { kernel: bound(gradient), workgroups: [tiles.length / 4, splits, models] },
          { kernel: bound(reduce), workgroups: [sweeps, models] },
          { kernel: bound(adam), workgroups: [sweeps, models] },
        ],
        validation: [{ kernel: bound(validation), workgroups: [validationGroups, models] }],
      };
    });
  }

  /** Runs the passes for the first batch of every model, then for the second, and so on. */
  private run(batches: Batch[][], passes: Pass[], isTraining: boolean, signal?: AbortSignal): Promise<void> {
    const { table, gpu, common, layout } = this;
    const total = Math.max(...batches.map(({ length }) => length));
    const submitSome = (from: number, count: number) => {
      table.clear();
      for (let step = 0; step < count; step++) {
        batches.forEach((own, m) => {
          const batch = own[from + step];
          if (batch) {
            const training = isTraining ? { n: ++this.made[m], options: layout.options } : undefined;
            table.put(step, m, batch, training);
          }
        });
      }
      return checked(gpu, () => {
        const { queue } = gpu.device;
        queue.writeBuffer(common.steps, 0, table.steps, 0, count * table.stride);
        queue.writeBuffer(common.origins, 0, table.origins.buffer, 0, table.originBytes);
        submit(gpu, Array(count).fill(passes), table.stride);
      });
    };
    return this.pace.run(total, table.capacity, submitSome, signal);
  }

  private clearLosses(): void {
    const encoder = this.gpu.device.createCommandEncoder();
    encoder.clearBuffer(this.common.losses);
    this.gpu.device.queue.submit([encoder.finish()]);
  }

  /** The sums of losses and the weights of all models, at once. */
  private async readBack() {
    const { gpu, layout, common, readback } = this;
    const { models, groups, validationGroups, vectors, parameterVectors } = layout;
    const slots = groups + validationGroups;
    await checked(gpu, () => {
      const encoder = gpu.device.createCommandEncoder();
      encoder.copyBufferToBuffer(common.losses, 0, readback, 0, 4 * models * slots);
      for (let m = 0; m < models; m++) {
        const from = m * parameterVectors * VECTOR_BYTES;
        const to = 4 * models * slots + m * vectors * VECTOR_BYTES;
        encoder.copyBufferToBuffer(common.parameters, from, readback, to, vectors * VECTOR_BYTES);
      }
      gpu.device.queue.submit([encoder.finish()]);
    });
    await unlessLost(gpu, readback.mapAsync(GPUMapMode.READ));
    const floats = new Float32Array(readback.getMappedRange());
    const add = (a: number, b: number) => a + b;
    const losses = [];
    const weights = [];
    for (let m = 0; m < models; m++) {
      const own = floats.subarray(m * slots, (m + 1) * slots);
      losses.push({ train: own.subarray(0, groups).reduce(add, 0), validation: own.subarray(groups).reduce(add, 0) });
      const at = models * slots + 4 * m * vectors;
      weights.push(fromDevice(layout, floats.subarray(at, at + 4 * vectors)));
    }
    readback.unmap();
    return { losses, weights };
  }

  private putWeights(m: number, weights: Float32Array): void {
    const { queue } = this.gpu.device;
    const { parameterVectors, vectors } = this.layout;
    const at = m * parameterVectors * VECTOR_BYTES;
    queue.writeBuffer(this.common.parameters, at, toDevice(this.layout, weights) as GPUAllowSharedBufferSource);
    if (this.moments) {
      const zeros = new Float32Array(8 * vectors);
      queue.writeBuffer(this.moments, m * zeros.byteLength, zeros);
    }
    this.made[m] = 0;
  }

  /** Whatever the device throws, and its loss, becomes `device-failed`. */
  private async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await unlessLost(this.gpu, work());
    } catch (error) {
      throw deviceFailed('webgpu', this.gpu.lost.aborted ? this.gpu.lost.reason : error);
    }
  }
}

const NONE = new Int32Array(0);

const countTargets = (batches: readonly Batch[]) => batches.reduce((sum, { known }) => sum + known, 0);
