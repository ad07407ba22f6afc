import { engine } from '@tensorflow/tfjs-core';
import type { Device, Engine } from '../../src/engine/engine';
import { createReferenceEngine } from '../../src/engine/reference';
import { createTfjsEngine } from '../../src/engine/tfjs';

/** An engine to compare with the oracle. */
export interface Subject {
  name: string;
  device: Device;
  /** where it can run */
  places: ReadonlyArray<'node' | 'browser'>;
  /** largest relative distance from the oracle, and why it is what it is */
  tolerance: number;
  why: string;
  /** @param wasmPath folder of TensorFlow.js' WASM files, ending in a slash */
  start(wasmPath: string): Promise<Engine>;
  /** how many things it holds on the device now, if it can tell */
  held?(): number;
}

const SINGLE = 'single precision, 6e-8 an operation, grown over some ten steps of Adam';
const GPU = 'as in single precision, and WGSL and GLSL leave exp and division a few more units in the last place';

export const subjects: readonly Subject[] = [
  {
    name: 'reference',
    device: 'cpu',
    places: ['node', 'browser'],
    tolerance: 1e-12,
    why: 'the oracle itself: only what it forgot to reset could differ',
    start: async () => createReferenceEngine(),
  },
  tfjs('cpu', ['node'], 2e-5, SINGLE),
  tfjs('wasm', ['node', 'browser'], 2e-5, SINGLE),
  tfjs('webgl', ['browser'], 1e-4, GPU),
  tfjs('webgpu', ['browser'], 1e-4, GPU),
];

function tfjs(device: Device, places: Subject['places'], tolerance: number, why: string): Subject {
  const start = (publicPath: string) => createTfjsEngine(device, { publicPath });
  return { name: `tfjs ${device}`, device, places, tolerance, why, start, held: () => engine().state.numTensors };
}
