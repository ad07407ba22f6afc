import { phrase } from '../../core/language';
import { GPUS, isOpen, rankDevices, type Choice, type DeviceFacts } from './choose';
import { reasonOf } from './reasonOf';
import { type Bucket, type Device, type DeviceStatus, type Workload, bucketKey, bucketOf } from '../model';

/** Asks the worker with the GPU what the machine can do; without a bucket nothing is timed. */
export type AskBenchmark = (bucket: Bucket | undefined) => Promise<DeviceFacts>;

/** A forecast with a model that is trained already needs no GPU, and so any worker can make it. */
export function processorChoices(wanted: Device | 'auto'): Choice[] {
  const statuses: DeviceStatus[] = [
    { device: 'wasm', available: true, detail: '' },
    { device: 'cpu', available: true, detail: '' },
  ];
  return rankDevices(wanted, { statuses }, { steps: 0, series: 1, workers: 1 });
}

/** Without those that open a GPU; never empty. */
export function withoutGpus(choices: Choice[]): Choice[] {
  return choices.filter(({ device }) => !GPUS.has(device));
}

/** Knows the page's devices: asked of the worker with the GPU, once for each size of network. */
export class DeviceSelector {
  private statuses: readonly DeviceStatus[] | undefined;
  private readonly facts = new Map<string, DeviceFacts>();

  /** Whether there is a GPU worth keeping a worker for. */
  get hasGpu(): boolean {
    return (
      this.statuses?.some((status) => status.available && status.device === 'webgpu' && !status.isSoftware) ?? false
    );
  }

  /** The facts that decide about this workload; undefined where they are not known yet. */
  find(wanted: Device | 'auto', workload: Workload): DeviceFacts | undefined {
    const { statuses } = this;
    const isMeasured = statuses && isOpen(wanted, statuses) && !workload.shape.network;
    return isMeasured ? this.facts.get(keyOf(workload)) : this.known();
  }

  /** The same without measuring, where the GPU is busy: measuring would wait, and its figures would be wrong. */
  findUnmeasured(): DeviceFacts | undefined {
    const unmeasured = phrase('the GPU was busy and could not be timed for a network of this size');
    return this.statuses && { statuses: this.statuses, unmeasured };
  }

  /** Has devices looked for, and timed where the choice depends on it. @throws what the first question does */
  async benchmark(wanted: Device | 'auto', workload: Workload, ask: AskBenchmark): Promise<void> {
    this.statuses ??= (await ask(undefined)).statuses;
    const { statuses } = this;
    if (this.find(wanted, workload)) {
      return;
    }
    try {
      this.facts.set(keyOf(workload), await ask(bucketOf(workload)));
    } catch (error) {
      // A driver can take its worker down.
      const why = phrase('it failed when it was tried: {{why}}', { why: reasonOf(error) });
      this.facts.set(keyOf(workload), {
        statuses: statuses.map((status) =>
          status.device === 'webgpu' ? { device: status.device, available: false, why } : status
        ),
      });
    }
  }

  private known(): DeviceFacts | undefined {
    return this.statuses && { statuses: this.statuses };
  }
}

/** The choices with one device last: that on which a worker died. */
export function avoiding(choices: Choice[], avoided: Device | undefined): Choice[] {
  const isAvoided = ({ device }: Choice) => device === avoided;
  return [...choices.filter((choice) => !isAvoided(choice)), ...choices.filter(isAvoided)];
}

const keyOf = (workload: Workload) => bucketKey(bucketOf(workload));
