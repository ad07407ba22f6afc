import { type Phrase, english, phrase } from '../../core/language/phrase';
import { ForecastFailure, type ForecastError } from '../../core/options/errors';
import type { Device, Engine } from '../../engine/model/engine';
import { createReferenceEngine } from '../../engine/reference/reference';
import type { Checkpoint } from '../../engine/training/train';
import { createWasmEngine } from '../../engine/wasm/wasm';
import { WorkerEngines } from '../../engine/devices/engines';
import { runJob } from './job';
import type { JobParts } from './jobParts';
import { choicesOf, request } from '../../testing/jobKit';
import type { ForecastRequest, Interruption, JobState } from '../protocol';

/** Epochs enough to be interrupted, on choices of devices. */
const question = (...devices: Device[]): ForecastRequest => ({
  ...request({ epochs: 8, patience: 8 }),
  choices: choicesOf(...devices),
});

type Start = (device: Device) => Promise<Engine>;
const real: Start = async (device) => (device === 'wasm' ? createWasmEngine() : createReferenceEngine());

function parts(start: Start = real): JobParts & { states: JobState[]; checkpoints: Checkpoint[] } {
  const states: JobState[] = [];
  const checkpoints: Checkpoint[] = [];
  return {
    engines: new WorkerEngines(start),
    onState: (state) => void states.push(state),
    onCheckpoint: (checkpoint) => void checkpoints.push(checkpoint),
    signal: new AbortController().signal,
    now: () => Date.UTC(2026, 10, 20),
    states,
    checkpoints,
  };
}

/** The device trains with the real engine of WASM, and is lost in the middle of an epoch. */
function lostAfter(epochs: number, error: unknown = failed({ kind: 'device-failed', message: 'the GPU was reset' })) {
  const start: Start = async (device) => {
    const engine = await real(device === 'webgpu' ? 'wasm' : device);
    if (device !== 'webgpu') {
      return engine;
    }
    const create: Engine['create'] = async (...args) => {
      const network = await engine.create(...args);
      const { trainEpoch } = network;
      let done = 0;
      network.trainEpoch = async (...epoch) => {
        const loss = await trainEpoch.apply(network, epoch);
        if (++done > epochs) {
          throw error;
        }
        return loss;
      };
      return network;
    };
    return { ...engine, device, create };
  };
  return start;
}
const failed = (detail: { kind: 'device-failed'; message: string }) =>
  new ForecastFailure({ device: 'webgpu', ...detail } as ForecastError);

const sentencesOf = (notes: Phrase[]) => notes.map(english).filter((note) => /took over|continued/.test(note));

describe.each<Device>(['wasm', 'cpu'])('a device that is lost while it trains, then %s', (next) => {
  it('loses no epoch, and the model is as good as one that was not interrupted', async () => {
    const whole = await runJob(question(next), parts());
    const job = parts(lostAfter(4));
    const { result, model } = await runJob(question('webgpu', next), job);
    const epochs = job.checkpoints.map(({ epoch }) => epoch);
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(model).toMatchObject({ device: next, trained: { epochs: 8 } });
    const loss = model!.trained.validationLoss;
    expect(loss).toBeLessThan(1.1 * whole.model!.trained.validationLoss);
    expect(sentencesOf(result.report.notes)).toEqual([
      `WebGPU failed (the GPU was reset), so training continued on ${next === 'wasm' ? 'WASM' : 'CPU'} after epoch 4.`,
    ]);
  });
});

it('goes on with what is left of a worker that died', async () => {
  const before = parts();
  const whole = await runJob(question('wasm'), before);
  const checkpoint = before.checkpoints[4];
  const job = parts();
  const interruption: Interruption = { what: 'worker', device: 'webgpu', why: 'The GPU process is gone.', checkpoint };
  const { result, model } = await runJob({ ...question('wasm'), interruption }, job);
  expect(job.checkpoints.map(({ epoch }) => epoch)).toEqual([6, 7]);
  expect(model!.trained.epochs).toBe(8);
  expect(model!.trained.validationLoss).toBeLessThan(1.1 * whole.model!.trained.validationLoss);
  expect(sentencesOf(result.report.notes)).toEqual([
    'The background worker stopped while it trained on WebGPU (The GPU process is gone), so training continued on ' +
      'WASM after epoch 5.',
  ]);
});

describe('hands over, and says why in one sentence, when', () => {
  it('memory runs out', async () => {
    const outOfMemory = new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    const { result, model } = await runJob(question('webgpu', 'cpu'), parts(lostAfter(2, outOfMemory)));
    expect(model!.device).toBe('cpu');
    expect(sentencesOf(result.report.notes)).toEqual([
      'WebGPU failed (WebAssembly.Memory.grow(): Unable to grow instance memory), so training continued on CPU after ' +
        'epoch 2.',
    ]);
  });

  it("the page's policy refuses WASM", async () => {
    const why = "the page's Content-Security-Policy refuses it";
    const start: Start = async (device) => {
      if (device === 'wasm') {
        throw new ForecastFailure({ kind: 'device-unavailable', device, why });
      }
      return real(device);
    };
    const { result, model } = await runJob(question('wasm', 'cpu'), parts(start));
    expect(model!.device).toBe('cpu');
    expect(sentencesOf(result.report.notes)).toEqual([`WASM failed (${why}), so CPU took over.`]);
  });

  it('a network is too large for the device, which is kept for smaller ones', async () => {
    const dispose = jest.fn();
    const start: Start = async (device) => {
      const engine = await real(device);
      const refuse = async () => {
        throw new ForecastFailure({ kind: 'too-large', what: phrase('hidden units'), size: 128, limit: 64 });
      };
      return device === 'webgpu' ? { ...engine, dispose, create: refuse } : engine;
    };
    const { result, model } = await runJob(question('webgpu', 'wasm'), parts(start));
    expect(model!.device).toBe('wasm');
    expect(sentencesOf(result.report.notes)).toEqual([
      'WebGPU failed (hidden units: 128, at most 64), so WASM took over.',
    ]);
    expect(dispose).not.toHaveBeenCalled();
  });

  it('no device can, with the reason of the last', async () => {
    const start: Start = async (device) => {
      throw new ForecastFailure({ kind: 'device-failed', device, message: `no ${device}` });
    };
    await expect(runJob(question('webgpu', 'wasm', 'cpu'), parts(start))).rejects.toMatchObject({
      detail: { kind: 'device-failed', device: 'cpu', message: 'no cpu' },
    });
  });
});
