/** A worker for tests that runs in the page's own thread: a real host, reached by messages as a worker is. */
import { Assessor } from './deviceBenchmark';
import type { WorkerLike } from '../page/createWorker';
import type { Engines } from './engines';
import type { FromWorker, ToWorker } from '../protocol';
import { createSpeedStore } from '../storage/speedStore';
import { WorkerHost } from './workerHost';
import type { DeviceStatus } from '../../engine/model/engine';

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
      assessor: new Assessor({
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
