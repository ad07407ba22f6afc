import { registerBackend, removeBackend, type KernelBackend } from '@tensorflow/tfjs-core';
import { startBackend, stopBackend } from './tfjsBackends';

/** A backend of WebGL whose canvas the test can take away. */
function registerWebgl() {
  const canvas = new EventTarget();
  const dispose = jest.fn();
  registerBackend('webgl', () => ({ gpgpu: { gl: { canvas } }, dispose }) as unknown as KernelBackend);
  return { canvas, dispose };
}

test('a context that the browser takes away is told, with what it was', async () => {
  const { canvas } = registerWebgl();
  const { name, lost } = await startBackend('webgl', async () => 'a name');
  expect([name, lost.aborted]).toEqual(['a name', false]);
  canvas.dispatchEvent(new Event('webglcontextlost'));
  expect(lost.reason).toEqual(new Error('the browser took the WebGL context away'));
});

test('a stopped backend is disposed, and starts anew', async () => {
  removeBackend('webgl');
  const { dispose } = registerWebgl();
  await startBackend('webgl', async () => 'a name');
  stopBackend('webgl');
  expect(dispose).toHaveBeenCalledTimes(1);
  expect((await startBackend('webgl', async () => 'again')).lost.aborted).toBe(false);
  stopBackend('webgl');
  expect(dispose).toHaveBeenCalledTimes(2);
});

test('a backend that does not start is a failure of its device', async () => {
  removeBackend('webgl');
  await expect(startBackend('webgl', async () => 'a name')).rejects.toMatchObject({
    detail: { kind: 'device-failed', device: 'webgl' },
  });
});

test('stopping one that never started does nothing', () => {
  expect(() => stopBackend('webgpu')).not.toThrow();
});
