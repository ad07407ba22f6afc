import type { DeviceStatus } from '../../engine/model';
import { createWorker, type WorkerLike } from './createWorker';
import { PATIENCE, WorkerHandle } from './workerHandle';

export type { DeviceStatus };

/**
 * The devices that can train in this browser, and the reasons of the others, as a worker sees them: that is where a panel
 * trains, and a page may be allowed what its workers are not. The worker is ended with its answer.
 *
 * @throws WorkerDied where no worker starts
 */
export async function findDevices(create: () => WorkerLike = createWorker): Promise<readonly DeviceStatus[]> {
  const handle = new WorkerHandle(create, { ...PATIENCE, idleMs: 0 });
  return (await handle.benchmark(undefined)).statuses;
}
