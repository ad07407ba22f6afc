/// <reference types="@webgpu/types" />
/**
 * The one GPU device of the page or worker. It is requested here, and TensorFlow.js' WebGPU backend is given it, not
 * the other way round: the device that TensorFlow.js makes for itself would do, but our engine would then have to load
 * its 350 KB to train at all.
 */
import { Spoken, phrase } from '../../core/language';
import { cancelled, takenAway } from '../model';

/** A device in use, until it is released. */
export interface Gpu {
  device: GPUDevice;
  info: GPUAdapterInfo;
  /** aborted, with an Error as its reason, when the browser takes the device away */
  lost: AbortSignal;
}

/** Features of a device beyond the defaults that engines make use of. */
const WANTED = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxStorageBuffersPerShaderStage',
] as const satisfies ReadonlyArray<keyof GPUSupportedLimits>;

/** The device that is shared now, and by how many. */
let shared: { gpu: Promise<Gpu>; users: number } | undefined;

/**
 * The page's device, requested by its first user. A lost one is never handed out again.
 * @throws Error if the browser offers none
 */
export async function acquireGpu(): Promise<Gpu> {
  const mine = (shared ??= { gpu: requestGpu(), users: 0 });
  mine.users++;
  try {
    const gpu = await mine.gpu;
    if (!gpu.lost.aborted) {
      return gpu;
    }
  } catch (error) {
    forget(mine);
    throw error;
  }
  forget(mine);
  return acquireGpu();
}

/** Gives the device back; its last user destroys it. */
export function releaseGpu(device: GPUDevice): void {
  const mine = shared;
  void mine?.gpu.then((gpu) => {
    if (gpu.device === device && --mine.users === 0) {
      forget(mine);
      device.destroy();
    }
  });
}

function forget(mine: typeof shared): void {
  if (shared === mine) {
    shared = undefined;
  }
}

async function requestGpu(): Promise<Gpu> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Spoken(phrase('the browser offers no GPU: it is switched off, blocked, or its driver is not supported'));
  }
  const requiredLimits = Object.fromEntries(WANTED.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  const lost = new AbortController();
  void device.lost.then(({ message }) => lost.abort(new Spoken(takenAway(phrase('the GPU'), message))));
  return { device, info: adapter.info, lost: lost.signal };
}

/** Says what went wrong with work handed to the device: errors of WebGPU are told in scopes and not thrown. */
export async function checked<T>({ device }: Gpu, work: () => T): Promise<T> {
  const scopes = ['validation', 'out-of-memory', 'internal'] as const;
  scopes.forEach((scope) => device.pushErrorScope(scope));
  let result: T;
  const errors = [];
  try {
    result = work();
  } finally {
    // In the same task as the work, or scopes of others would come between.
    errors.push(...scopes.map(() => device.popErrorScope()));
  }
  const error = (await Promise.all(errors)).find((found) => found !== null);
  if (error) {
    throw error.message ? new Error(error.message) : new Spoken(phrase('the GPU has no memory left'));
  }
  return result;
}

/** The result of some work of the device, or a rejection once the device is lost, or the work is cancelled. */
export function unlessLost<T>({ lost }: Gpu, work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const signals = signal ? [lost, signal] : [lost];
    const stop = () => reject(lost.aborted ? lost.reason : cancelled());
    signals.forEach((one) => one.addEventListener('abort', stop));
    if (signals.some(({ aborted }) => aborted)) {
      stop();
    }
    void work.then(resolve, reject).finally(() => signals.forEach((one) => one.removeEventListener('abort', stop)));
  });
}
