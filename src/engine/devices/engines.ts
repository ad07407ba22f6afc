import type { Device, Engine } from '../model';
import { createEngine, type NetworkName } from './registry';

/** The devices a job can use. */
export interface Engines {
  /** The engine of a device for a network, an LSTM by default, started if need be. @throws ForecastFailure `device-failed` */
  use(device: Device, network?: NetworkName): Promise<Engine>;
  /** Releases a device that failed: the next `use` starts it afresh. */
  drop(device: Device, network?: NetworkName): void;
}

/** Each engine is started once, when first used, and kept for the jobs that follow. */
export class WorkerEngines implements Engines {
  private readonly started = new Map<string, Promise<Engine>>();

  /** @param start where engines come from; tests bring their own */
  constructor(private readonly start: (device: Device, network?: NetworkName) => Promise<Engine> = createEngine) {}

  use(device: Device, network?: NetworkName): Promise<Engine> {
    const key = keyOf(device, network);
    const running = this.started.get(key);
    if (running) {
      return running;
    }
    const engine = this.start(device, network);
    this.started.set(key, engine);
    // What did not start is forgotten: a chunk that did not load may load for the next job.
    engine.catch(() => this.started.delete(key));
    return engine;
  }

  drop(device: Device, network?: NetworkName): void {
    const key = keyOf(device, network);
    const dropped = this.started.get(key);
    // At once: who asks next gets a new one, and of several jobs that saw it fail the first drops it.
    this.started.delete(key);
    dropped
      ?.then((engine) => engine.dispose())
      // It never started, or a lost device refuses to be released: nothing of it is left either way.
      .catch(() => {});
  }
}

/** Networks of layers share an engine, and on WebGL with the LSTM: TensorFlow.js has one backend of a kind. */
function keyOf(device: Device, network: NetworkName = 'lstm'): string {
  return network === 'lstm' && device !== 'webgl' ? device : `TensorFlow.js on ${device}`;
}
