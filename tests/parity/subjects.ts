import { engine } from '@tensorflow/tfjs-core';
import type { Device, Engine } from '../../src/engine/model/engine';
import { createReferenceEngine } from '../../src/engine/reference/reference';
import { createWasmEngine } from '../../src/engine/wasm/wasm';
import { heldOnGpu } from '../../src/engine/webgpu/buffers';
import { createWebgpuEngine } from '../../src/engine/webgpu/webgpuEngine';
import { startTfjs } from './tfjsEngines';

/** An engine to compare with the oracle. */
export interface Subject {
  name: string;
  device: Device;
  /** where it can run */
  places: ReadonlyArray<'node' | 'browser'>;
  /** largest relative distance from the oracle, and why it is what it is */
  tolerance: number;
  why: string;
  /** only each so many-th case: a minute is saved where a processor plays the GPU */
  every?: number;
  /** @param wasmPath folder of TensorFlow.js' WASM files, ending in a slash */
  start(wasmPath: string): Promise<Engine>;
  /** how many things it holds on the device now, if it can tell */
  held?(): number;
}

/**
 * Measured: at most 4e-6, on every device. It is the first forecast, whose numbers are small on purpose, so that the
 * rounding of what they are the sum of looms large.
 */
const SINGLE = { tolerance: 1e-5, why: 'single precision, 6e-8 an operation, over some ten steps of Adam' };

/** Of the networks of layers, between TensorFlow.js' backends: single precision on both sides, and sums in other orders. */
export const NETWORK_TOLERANCE = 1e-4;

export const subjects: readonly Subject[] = [
  {
    name: 'reference',
    device: 'cpu',
    places: ['node', 'browser'],
    tolerance: 1e-12,
    why: 'the oracle itself: only what it forgot to reset could differ',
    start: async () => createReferenceEngine(),
  },
  {
    name: 'wasm',
    device: 'wasm',
    places: ['node', 'browser'],
    tolerance: 1e-5,
    why: 'single precision, and a tanh of our own that is good to 2e-7',
    start: () => createWasmEngine(),
  },
  {
    name: 'webgpu',
    device: 'webgpu',
    places: ['browser'],
    ...SINGLE,
    start: () => createWebgpuEngine(),
    held: () => heldOnGpu().buffers,
  },
  tfjs('cpu', ['node']),
  tfjs('wasm', ['node', 'browser']),
  tfjs('webgl', ['browser']),
  // The product has kernels of its own for WebGPU: here the same code of TensorFlow.js as on WebGL runs once more.
  { ...tfjs('webgpu', ['browser']), every: 3 },
];

function tfjs(device: Device, places: Subject['places']): Subject {
  const start = (publicPath: string) => startTfjs(device, publicPath);
  return { name: `tfjs ${device}`, device, places, ...SINGLE, start, held: () => engine().state.numTensors };
}
