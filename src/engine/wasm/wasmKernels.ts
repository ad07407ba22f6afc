import { type Words, phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import { KERNELS } from '../kernels/generated';

/** Exports of the module of `kernels/assembly/index.ts`. Addresses are bytes into `memory`. */
export interface Kernels {
  memory: WebAssembly.Memory;
  /** Lays out a network; returns the bytes to provide. */
  plan(
    layers: number,
    features: number,
    hidden: number,
    sequenceLength: number,
    outputs: number,
    valuesPerOutput: number,
    sliceRows: number,
    batchSize: number,
    dataRows: number
  ): number;
  clear(bytes: number): void;
  inputsAddress(): number;
  targetsAddress(): number;
  originsAddress(): number;
  compactAddress(): number;
  quantilesAddress(): number;
  predictionsAddress(): number;
  predictionsStride(): number;
  importParameters(): void;
  exportParameters(): void;
  countKnown(rows: number): number;
  beginBatch(): void;
  forwardLayer(layer: number, data: number, first: number, rows: number): void;
  forwardHead(rows: number): void;
  startDropout(key: number, threshold: number, scale: number, batchSize: number): void;
  stopDropout(): void;
  /** @param kind 0 squared, 1 pinball, 2 gaussian */
  lossOf(kind: number, first: number, rows: number, scale: number): number;
  backwardHead(first: number, rows: number): void;
  backwardLayer(layer: number, first: number, rows: number): void;
  adamStep(rate: number, shrink: number, clipNorm: number, beta1: number, beta2: number, epsilon: number): void;
  tanhInPlace(address: number, count: number): void;
  sigmoidInPlace(address: number, count: number): void;
}

export type Build = keyof typeof KERNELS;

export interface CompiledKernels {
  build: Build;
  module: WebAssembly.Module;
}

/**
 * Compiles the fastest of the builds that this engine understands.
 * @param sources each build's module in base64
 * @throws ForecastFailure `device-unavailable` without WASM or SIMD, or where a policy forbids WASM
 */
export async function compileKernels(
  builds: readonly Build[] = ['relaxed', 'plain'],
  sources: Readonly<Record<Build, string>> = KERNELS
): Promise<CompiledKernels> {
  if (typeof WebAssembly !== 'object') {
    throw unavailable(phrase('this browser has no WebAssembly'));
  }
  for (const build of builds) {
    const bytes = decode(sources[build]);
    if (WebAssembly.validate(bytes)) {
      return { build, module: await compile(bytes) };
    }
  }
  throw unavailable(phrase('this browser has no SIMD in WebAssembly'));
}

/** The content security policy is consulted here, not while validating. */
async function compile(bytes: BufferSource): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw unavailable(error instanceof Error ? error.message : String(error));
  }
}

export function instantiate({ module }: CompiledKernels): Kernels {
  return new WebAssembly.Instance(module).exports as unknown as Kernels;
}

function unavailable(why: Words): ForecastFailure {
  return new ForecastFailure({ kind: 'device-unavailable', device: 'wasm', why });
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
