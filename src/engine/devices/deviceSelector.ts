import { GPUS, isOpen, rankDevices, type DeviceFacts, type Choice } from './choose';
import type { DeviceStatus } from '../model/engine';
import { bucketKey, bucketOf } from '../model/workload';
import type { ForecastQuestion, Interruption } from '../../worker/protocol';
import { workloadOf } from '../../worker/page/workload';
import { WorkerDied, type WorkerHandle } from '../../worker/page/workerHandle';

/** A forecast with a model that is trained already needs no GPU, and so any worker can make it. */
export function processorChoices({ options }: ForecastQuestion): Choice[] {
  const statuses: DeviceStatus[] = [
    { device: 'wasm', available: true, detail: '' },
    { device: 'cpu', available: true, detail: '' },
  ];
  return rankDevices(options.device, { statuses }, { steps: 0, series: 1, workers: 1 });
}

/** Without those that open a GPU; never empty. */
export function withoutGpus(choices: Choice[]): Choice[] {
  return choices.filter(({ device }) => !GPUS.has(device));
}

/** What the page knows of its devices: asked of the worker with the GPU, once for each size of network. */
export class DeviceSelector {
  private statuses: readonly DeviceStatus[] | undefined;
  private readonly facts = new Map<string, DeviceFacts>();

  /** Whether there is a GPU worth keeping a worker for. */
  get hasGpu(): boolean {
    return (
      this.statuses?.some((status) => status.available && status.device === 'webgpu' && !status.isSoftware) ?? false
    );
  }

  /** What decides about this question; undefined where it is not known yet. */
  find(question: ForecastQuestion): DeviceFacts | undefined {
    const { statuses } = this;
    return statuses && isOpen(question.options.device, statuses) ? this.facts.get(keyOf(question)) : this.known();
  }

  /** The same without measuring, where the GPU is busy: measuring would wait, and its figures would be wrong. */
  findUnmeasured(): DeviceFacts | undefined {
    const unmeasured = 'the GPU was busy and could not be timed for a network of this size';
    return this.statuses && { statuses: this.statuses, unmeasured };
  }

  /** Asks the worker. @throws WorkerDied when it does not even start */
  async learn(question: ForecastQuestion, handle: WorkerHandle): Promise<void> {
    this.statuses ??= (await handle.benchmark(undefined)).statuses;
    const { statuses } = this;
    if (this.find(question)) {
      return;
    }
    try {
      this.facts.set(keyOf(question), await handle.benchmark(bucketOf(workloadOf(question))));
    } catch (error) {
      // A driver can take its worker down.
      const why = `it failed when it was tried: ${error instanceof WorkerDied ? error.why : String(error)}`;
      this.facts.set(keyOf(question), {
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

/** A device that a worker died on is tried last. */
export function avoiding(choices: Choice[], interruption: Interruption | undefined): Choice[] {
  const isAvoided = ({ device }: Choice) => device === interruption?.device;
  return [...choices.filter((choice) => !isAvoided(choice)), ...choices.filter(isAvoided)];
}

const keyOf = (question: ForecastQuestion) => bucketKey(bucketOf(workloadOf(question)));
