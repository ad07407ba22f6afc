import type { Device, DeviceStatus, Engine } from '../engine/engine';
import { createReferenceEngine } from '../engine/reference';
import type { Engines } from './job';

/** The engines of this worker. @param publicPath where the bundle is, known once the worker was started */
export function createEngines(publicPath: () => string): Engines {
  const cache = new EngineCache(async (device) => {
    if (device === 'cpu') {
      return createReferenceEngine();
    }
    const { createTfjsEngine } = await import('../engine/tfjs');
    return createTfjsEngine(device, { publicPath: publicPath() });
  });
  return {
    async choose(wanted) {
      const order: Device[] = wanted === 'auto' ? ['wasm', 'cpu'] : [wanted, 'wasm', 'cpu'];
      const reason = wanted === 'auto' ? 'chosen by Auto' : 'chosen in the options';
      return [...new Set(order)].map((device) => ({ device, reason: device === order[0] ? reason : 'next in line' }));
    },
    use: (device) => cache.use(device),
    drop: (device) => cache.drop(device),
  };
}

export async function probeDevices(): Promise<DeviceStatus[]> {
  return [{ device: 'cpu', available: true, detail: 'always there' }];
}

/** Engines by device: each is started once, when first used, and kept for the jobs that follow. */
export class EngineCache {
  private readonly started = new Map<Device, Promise<Engine>>();

  constructor(private readonly start: (device: Device) => Promise<Engine>) {}

  /** @throws ForecastFailure what `start` throws; the next call tries again */
  use(device: Device): Promise<Engine> {
    let engine = this.started.get(device);
    if (!engine) {
      engine = this.start(device);
      this.started.set(device, engine);
      engine.catch(() => this.started.delete(device));
    }
    return engine;
  }

  /** Releases a device, such as one that failed: the next `use` starts it afresh. */
  drop(device: Device): void {
    const engine = this.started.get(device);
    this.started.delete(device);
    // What did not start needs no release, and a lost device may refuse one.
    engine?.then((running) => running.dispose()).catch(() => {});
  }
}
