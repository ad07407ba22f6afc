import {
  type Choice,
  DeviceSelector,
  GPUS,
  avoiding,
  processorChoices,
  rankDevices,
  withoutGpus,
} from '../../engine/devices';
import type { Lease, WorkerPool } from '../workers';
import type { JobQueue } from './queue';
import type { QueuedJob } from './queuedJob';
import { workloadOf } from './workload';

/** Series trained side by side on a GPU. */
const MOST_TOGETHER = 64;
/** The series of a panel arrive one by one: a GPU waits this long for others to train along. */
const TOGETHER_MS = 150;

/** Jobs for one worker, and the devices that it tries, best first. */
export interface Run {
  jobs: QueuedJob[];
  choices: Choice[];
  lease: Lease;
  load: 'long' | 'short';
}

/** The next thing to do for a job. */
export type Placement =
  | ({ kind: 'run' } & Run)
  /** devices are not known yet: the worker with the GPU is to be asked */
  | { kind: 'benchmark'; lease: Lease }
  /** others may come along */
  | { kind: 'wait'; ms: number };

/** Finds the worker, the devices and the partners of the jobs that wait. */
export class Placer {
  private readonly selector = new DeviceSelector();

  constructor(
    private readonly pool: WorkerPool,
    private readonly queue: JobQueue<QueuedJob>
  ) {}

  /** @param now ms @returns undefined where there is no worker for the job */
  find(job: QueuedJob, now: number): Placement | undefined {
    if (job.isShort) {
      const lease = this.pool.forShort();
      const choices = processorChoices(job.request.options.device);
      return lease && { kind: 'run', jobs: [job], choices, lease, load: 'short' };
    }
    const gpuLease = this.pool.forGpu();
    const freeLease = this.pool.forProcessor(this.selector.hasGpu);
    if (!gpuLease && !freeLease) {
      return undefined;
    }
    const wanted = job.request.options.device;
    const workload = workloadOf(job.request);
    const facts = this.selector.find(wanted, workload);
    if (!facts && gpuLease) {
      return { kind: 'benchmark', lease: gpuLease };
    }
    const known = facts ?? this.selector.findUnmeasured();
    if (!known) {
      return undefined;
    }
    const peers = this.peersOf(job);
    const { network } = workload.shape;
    const demand = { steps: workload.steps, series: peers.length, workers: this.pool.size, network };
    const choices = avoiding(rankDevices(wanted, known, demand), job.interruption?.device);
    const [{ device }] = choices;
    if (!GPUS.has(device)) {
      const usable = freeLease === this.pool.gpu ? choices : withoutGpus(choices);
      return freeLease && { kind: 'run', jobs: [job], choices: usable, lease: freeLease, load: 'long' };
    }
    if (gpuLease && now - job.arrived < TOGETHER_MS) {
      gpuLease.isReserved = true;
      return { kind: 'wait', ms: TOGETHER_MS };
    }
    // TensorFlow.js trains one after the other.
    return gpuLease && this.onGpu(device === 'webgpu' && !network ? peers : [job], choices, gpuLease);
  }

  /** Has devices looked for, and timed for jobs of this size. @throws WorkerDied when the worker does not even start */
  benchmark({ request }: QueuedJob, { handle }: Lease): Promise<void> {
    return this.selector.benchmark(request.options.device, workloadOf(request), (bucket) => handle.benchmark(bucket));
  }

  /** Those that train together come back when the GPU fails them: one worker would take them one after the other. */
  private onGpu(jobs: QueuedJob[], choices: Choice[], lease: Lease): Placement {
    const isConfined = jobs.length > 1 && this.pool.size > 1 && jobs[0].interruption === undefined;
    jobs.forEach((job) => (job.confinedTo = isConfined ? choices[0].device : undefined));
    return { kind: 'run', jobs, choices: isConfined ? choices.slice(0, 1) : choices, lease, load: 'long' };
  }

  /** The jobs that wait and could be trained side by side with this one, itself first. */
  private peersOf(job: QueuedJob): QueuedJob[] {
    const isPeer = (other: QueuedJob) =>
      other !== job &&
      other.isRecalled &&
      !other.isShort &&
      other.interruption?.device === job.interruption?.device &&
      other.batchKey === job.batchKey;
    return [job, ...this.queue.waiting().filter(isPeer)].slice(0, MOST_TOGETHER);
  }
}
