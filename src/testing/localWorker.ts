/** A worker for tests that runs in the page's own thread: a real host, reached by messages as a worker is. */
import { DeviceBenchmark } from '../engine/devices/deviceBenchmark';
import type { WorkerLike } from '../worker/workers/createWorker';
import type { Engines } from '../engine/devices/engines';
import type { FromWorker, ToWorker } from '../worker/protocol';
import { createSpeedStore } from '../worker/storage/speedStore';
import { WorkerHost } from '../worker/thread/workerHost';
import type { DeviceStatus } from '../engine/model/engine';

export class LocalWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  isTerminated = false;
  /** all it told the page */
  readonly told: FromWorker[] = [];
  private readonly host: WorkerHost;
  private isDead = false;

  constructor(engines: Engines, statuses: DeviceStatus[]) {
    this.host = new WorkerHost({
      engines,
      benchmark: new DeviceBenchmark({
        probe: async () => statuses,
        engines,
        speeds: createSpeedStore(undefined),
        browser: 'a test',
      }),
      post: (message, transfer) => this.tell(structuredClone(message, { transfer })),
      now: Date.now,
    });
  }

  postMessage(message: ToWorker): void {
    const copy = structuredClone(message);
    setImmediate(() => {
      if (copy.type !== 'start' && !this.isDead) {
        this.host.handle(copy);
      }
    });
  }

  terminate(): void {
    this.isTerminated = true;
    this.isDead = true;
  }

  /** Falls silent and says why. What it was doing goes on unseen: a thread cannot be killed here. */
  crash(why: string): void {
    this.isDead = true;
    this.onerror?.({ message: why } as ErrorEvent);
  }

  private tell(message: FromWorker): void {
    setImmediate(() => {
      if (!this.isDead) {
        this.told.push(message);
        this.onmessage?.({ data: message } as MessageEvent);
      }
    });
  }
}
