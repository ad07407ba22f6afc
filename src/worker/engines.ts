import { rankDevices, type Choice } from '../engine/choose';
import type { Device, DeviceStatus, Engine, ModelShape } from '../engine/engine';
import { probe } from '../engine/probe';
import { createEngine } from '../engine/registry';

/** The devices a job can use. */
export interface Engines {
  /** Devices to try, best first; at least one. */
  rank(wanted: Device | 'auto', shape: ModelShape): Promise<Choice[]>;
  /** The engine of a device, started if need be. @throws ForecastFailure `device-failed` */
  use(device: Device): Promise<Engine>;
  /** Releases a device that failed: the next `use` starts it afresh. */
  drop(device: Device): void;
}

/** Where engines come from; tests bring their own. */
export interface EngineSource {
  probe(): Promise<DeviceStatus[]>;
  start(device: Device): Promise<Engine>;
}

/** The engines of this worker. */
export function createEngines(): WorkerEngines {
  return new WorkerEngines({ probe, start: createEngine });
}

/** Each engine is started once, when first used, and kept for the jobs that follow; devices are looked for once. */
export class WorkerEngines implements Engines {
  private found: Promise<DeviceStatus[]> | undefined;
  private readonly started = new Map<Device, Promise<Engine>>();

  constructor(private readonly source: EngineSource) {}

  async rank(wanted: Device | 'auto', shape: ModelShape): Promise<Choice[]> {
    this.found ??= this.source.probe();
    return rankDevices(wanted, await this.found, shape);
  }

  use(device: Device): Promise<Engine> {
    const running = this.started.get(device);
    if (running) {
      return running;
    }
    const engine = this.source.start(device);
    this.started.set(device, engine);
    // What did not start is forgotten: a chunk that did not load may load for the next job.
    engine.catch(() => this.started.delete(device));
    return engine;
  }

  drop(device: Device): void {
    this.started
      .get(device)
      ?.then((engine) => {
        this.started.delete(device);
        engine.dispose();
      })
      // It never started, or a lost device refuses to be released: nothing of it is left either way.
      .catch(() => {});
  }
}
