/** The suite inside a worker, as in production: a question a message, the answer back. */
import { engine as tfjs } from '@tensorflow/tfjs-core';
import type { Device } from '../../src/engine/model/engine';
import { probe } from '../../src/engine/devices/probe';
import { createReferenceEngine } from '../../src/engine/reference/reference';
import { acquireGpu } from '../../src/engine/webgpu/gpuDevice';
import { answerMessages } from '../tools/answerMessages';
import { makeInput, networkCases, parityCases } from './cases';
import { fuzz, type FuzzFacts } from './fuzz';
import { measure, type Measurement } from './measure';
import { subjects, type Subject } from './subjects';
import { startTfjs } from './tfjsEngines';
import { measureWebgpu } from './webgpu';

export interface Report {
  device: string;
  measurements: Record<string, Measurement>;
  /** things held on the device before the last case and after the fuzz */
  held: [number | undefined, number | undefined];
  fuzz: FuzzFacts;
}

export interface NetworkReport {
  measurements: Record<string, Measurement>;
  /** tensors */
  left: number;
}

export interface Request {
  ask: 'probe' | 'parity' | 'networks' | 'loss' | 'webgpu';
  /** name of a subject, for `parity` and `loss` */
  subject?: string;
  /** for `networks` */
  device?: Device;
}

answerMessages(({ ask, subject = '', device = 'cpu' }: Request): Promise<unknown> => {
  const answers = {
    probe,
    parity: () => report(subject),
    networks: () => measureNetworks(device),
    loss: () => loseDevice(subject),
    webgpu: measureWebgpu,
  };
  return answers[ask]();
});

function find(name: string): Subject {
  const subject = subjects.find((row) => row.name === name);
  if (!subject) {
    throw new Error(`no subject ${name}`);
  }
  return subject;
}

const wasmPath = new URL('/wasm/', location.href).href;

/** What an epoch does whose device was taken away, as a driver reset does; then a new start on the same device. */
async function loseDevice(name: string): Promise<{ failure: unknown; lossAfterRestart: number }> {
  const subject = find(name);
  const [parityCase] = parityCases;
  const { weights, data } = makeInput(parityCase);
  const start = async () => {
    const engine = await subject.start(wasmPath);
    return { engine, network: await engine.create(parityCase.shape, weights, data, parityCase.options) };
  };
  const { engine, network } = await start();
  await network.trainEpoch(data.origins);
  await takeDevice(name);
  const failure = await network.trainEpoch(data.origins).catch((error) => error.detail ?? String(error));
  engine.dispose();
  return { failure, lossAfterRestart: await (await start()).network.trainEpoch(data.origins) };
}

/** What a driver reset does to the device of a subject. */
async function takeDevice(name: string): Promise<void> {
  if (name === 'webgpu') {
    (await acquireGpu()).device.destroy();
    return;
  }
  const backend = tfjs().backend as unknown as {
    gpgpu?: { gl: WebGL2RenderingContext };
    device?: GPUDevice;
  };
  backend.gpgpu?.gl.getExtension('WEBGL_lose_context')?.loseContext();
  backend.device?.destroy();
}

/** The networks of layers on a device against those on the CPU, and tensors that are left of them. */
async function measureNetworks(device: Device): Promise<NetworkReport> {
  const engine = await startTfjs(device, wasmPath);
  const oracle = await startTfjs('cpu');
  const measurements: Record<string, Measurement> = {};
  const before = tfjs().state.numTensors;
  // A minute is saved where a processor plays the GPU; each network is among these.
  const every = device === 'webgpu' ? 2 : 1;
  for (const parityCase of networkCases.filter((_, i) => i % every === 0)) {
    measurements[parityCase.name] = await measure(engine, oracle, parityCase);
  }
  const left = tfjs().state.numTensors - before;
  engine.dispose();
  oracle.dispose();
  return { measurements, left };
}

async function report(name: string): Promise<Report> {
  const subject = find(name);
  const engine = await subject.start(wasmPath);
  const oracle = createReferenceEngine();
  const measurements: Record<string, Measurement> = {};
  let before: number | undefined;
  for (const parityCase of parityCases.filter((_, i) => i % (subject.every ?? 1) === 0)) {
    before = subject.held?.();
    measurements[parityCase.name] = await measure(engine, oracle, parityCase);
  }
  const fuzzed = await fuzz(engine);
  const after = subject.held?.();
  engine.dispose();
  return { device: engine.device, measurements, held: [before, after], fuzz: fuzzed };
}
