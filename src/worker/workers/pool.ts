import type { WorkerLike } from './createWorker';
import { WorkerHandle, type Patience } from './workerHandle';

/** A worker's memory is some ten megabytes and more; beyond this many a dashboard gains little. */
const MOST_WORKERS = 4;

/** Workers for a machine with this many cores: one core is the page's own. */
export function poolSize(cores: number | undefined): number {
  return Math.min(MOST_WORKERS, Math.max(1, (cores ?? 2) - 1));
}

/** A worker, and how much it has to do. */
export interface Lease {
  handle: WorkerHandle;
  /** trainings, or the measuring of devices; what is trained side by side is one */
  long: number;
  /** forecasts with a model that is trained already: done in a moment, also beside a training */
  short: number;
  /** promised to a job that waits for others to come along */
  isReserved: boolean;
}

/**
 * The page's workers. Only the first ever opens a GPU: browsers grant a page few contexts, and two trainings on one
 * GPU are no faster than one after the other.
 */
export class WorkerPool {
  readonly gpu: Lease;
  private readonly others: Lease[];

  constructor(create: () => WorkerLike, patience: Patience, size: number) {
    const leases = Array.from({ length: size }, (): Lease => ({
      handle: new WorkerHandle(create, patience),
      long: 0,
      short: 0,
      isReserved: false,
    }));
    [this.gpu, ...this.others] = leases;
  }

  get size(): number {
    return 1 + this.others.length;
  }

  /** The worker with the GPU, if it is free. */
  forGpu(): Lease | undefined {
    return this.gpu.long === 0 ? this.gpu : undefined;
  }

  /** A free worker for a training on the processor. @param keepsGpu whether the one with the GPU comes last */
  forProcessor(keepsGpu: boolean): Lease | undefined {
    const leases = keepsGpu ? [...this.others, this.gpu] : [this.gpu, ...this.others];
    return leases.find(({ long, isReserved }) => long === 0 && !isReserved);
  }

  /** A worker for a forecast without training: an idle one, else one that trains. */
  forShort(): Lease | undefined {
    return [this.gpu, ...this.others].filter(({ short }) => short === 0).sort((a, b) => a.long - b.long)[0];
  }

  /** Stops or starts all training. */
  tell(message: { type: 'pause' | 'resume' }): void {
    [this.gpu, ...this.others].forEach(({ handle }) => handle.tell(message));
  }
}
