import type { Device, Engine } from '../model';
import { createEngine } from './registry';

/** The devices a job can use. */
export interface Engines {
  /** The engine of a device, started if need be. @throws ForecastFailure `device-failed` */
  use(device: Device): Promise<Engine>;
  /** Releases a device that failed: the next `use` starts it afresh. */
  drop(device: Device): void;
}

/** Each engine is started once, when first used, and kept for the jobs that follow. */
export class WorkerEngines implements Engines {
  private readonly started = new Map<Device, Promise<Engine>>();

  /** @param start where engines come from; tests bring their own */
  constructor(private readonly start: (device: Device) => Promise<Engine> = createEngine) {}

  use(device: Device): Promise<Engine> {
    const running = this.started.get(device);
    if (running) {
      return running;
    }
    const engine = this.start(device);
    this.started.set(device, engine);
    // What did not start is forgotten: a chunk that did not load may load for the next job.
    engine.catch(() => this.started.delete(device));
    return engine;
  }

  drop(device: Device): void {
    const dropped = this.started.get(device);
    // At once: who asks next gets a new one, and of several jobs that saw it fail the first drops it.
    this.started.delete(device);
    dropped
      ?.then((engine) => engine.dispose())
      // It never started, or a lost device refuses to be released: nothing of it is left either way.
      .catch(() => {});
  }
}
