import { type Engine, checkNetwork } from '../model';
import { WasmArena } from './wasmArena';
import { type Build, type CompiledKernels, compileKernels, instantiate } from './wasmKernels';
import { WasmNetwork } from './wasmNetwork';

const NAMES: Record<Build, string> = { plain: 'WASM SIMD', relaxed: 'WASM SIMD (relaxed)' };

/** A released memory of up to this many bytes is kept for the next network. */
const KEPT_BYTES = 64 * 2 ** 20;

/**
 * The engine of device `wasm`: fused training kernels in one thread, the fastest device for one series of usual size
 * and the one that runs on plain http. Several instances may train at once, each network in its own memory.
 * @param builds to choose from, the best first
 * @throws ForecastFailure `device-unavailable`
 */
export async function createWasmEngine(builds?: readonly Build[]): Promise<Engine> {
  const compiled = await compileKernels(builds);
  const arenas = new Arenas(compiled);
  return {
    device: 'wasm',
    name: NAMES[compiled.build],
    async create(shape, weights, data, options) {
      checkNetwork(shape, weights, data, options);
      const arena = arenas.take();
      try {
        return new WasmNetwork(arena, shape, weights, data, options);
      } catch (error) {
        arena.release();
        throw error;
      }
    },
    dispose: () => arenas.drop(),
  };
}

/**
 * Memory of WASM only grows, and browsers are slow to collect it: the last one released serves the next network, so
 * that training one series after the other allocates nothing new.
 */
class Arenas {
  private spare?: WasmArena;

  constructor(private readonly compiled: CompiledKernels) {}

  take(): WasmArena {
    const arena = this.spare ?? new WasmArena(instantiate(this.compiled), (released) => this.keep(released));
    this.spare = undefined;
    return arena;
  }

  drop(): void {
    this.spare = undefined;
  }

  private keep(arena: WasmArena): void {
    if (!this.spare && arena.bytes <= KEPT_BYTES) {
      this.spare = arena;
    }
  }
}
