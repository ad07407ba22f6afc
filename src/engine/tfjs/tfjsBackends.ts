import {
  enableProdMode,
  engine,
  findBackendFactory,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { type Phrase, Spoken, phrase } from '../../core/language';
import { type Device, deviceFailed, takenAway } from '../model';
import { releaseGpu } from '../webgpu';

/** Loads a backend's code, a chunk of its own, and registers the backend. Resolves to the name to show. */
export type LoadBackend = () => Promise<string>;

export interface StartedBackend {
  /** to show */
  name: string;
  /** aborted, with an Error as its reason, when the browser takes the device away */
  lost: AbortSignal;
}

/**
 * Loads and starts the backend.
 * @throws ForecastFailure `device-failed`
 */
export async function startBackend(device: Device, load: LoadBackend): Promise<StartedBackend> {
  try {
    enableProdMode();
    const name = await load();
    if (!(await setBackend(device))) {
      throw new Spoken(phrase('the backend did not start'));
    }
    return { name, lost: watchForLoss(device) };
  } catch (error) {
    throw deviceFailed(device, error);
  }
}

/** The few parts of a backend that tell when its device is lost, and give it back. */
interface GpuBackend {
  /** WebGL */
  gpgpu?: { gl: WebGL2RenderingContext };
  /** WebGPU */
  device?: GPUDevice;
}

const startedBackend = (device: Device) => engine().registry[device] as GpuBackend | undefined;

/** TensorFlow.js does not look: on a lost WebGL context it waits for ever for the next result. */
function watchForLoss(name: Device): AbortSignal {
  const controller = new AbortController();
  const { gpgpu, device } = startedBackend(name) ?? {};
  const lose = (what: Phrase, message = '') => controller.abort(new Spoken(takenAway(what, message)));
  gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => lose(phrase('the WebGL context')));
  void device?.lost.then(({ message }) => lose(phrase('the GPU'), message));
  return controller.signal;
}

/** The result of some work of the device, or a rejection once the device is lost. */
export function unlessLost<T>(work: Promise<T>, lost: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(lost.reason);
    lost.addEventListener('abort', stop);
    if (lost.aborted) {
      stop();
    }
    void work.then(resolve, reject).finally(() => lost.removeEventListener('abort', stop));
  });
}

/**
 * Makes a started backend the one that runs the next operations. TensorFlow.js has one selected backend for the
 * whole page, so every stretch of operations selects its own first. For a started backend `setBackend` takes
 * effect before it returns; its promise is for the others.
 */
export function selectBackend(device: Device): void {
  void setBackend(device);
}

/** Frees the backend and all its tensors, and leaves it ready to be started again. */
export function stopBackend(device: Device): void {
  const backend = startedBackend(device);
  const start = findBackendFactory(device);
  if (backend && start) {
    removeBackend(device);
    registerBackend(device, start);
    if (backend.device) {
      releaseGpu(backend.device);
    }
  }
}
