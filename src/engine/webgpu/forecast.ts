import { phrase } from '../../core/language';
import { headWidth } from '../model';
import { Buffers } from './buffers';
import { checked, unlessLost, type Gpu } from './gpuDevice';
import { type Layout, ROWS, forecastBindings, forecastKernel } from './shaders';
import { bind, type KernelCache } from './kernel';
import { check } from './limits';
import { stepBytes } from './steps';
import { submit } from './submit';

/**
 * Forecasts (W, H, Q) of the first model, any number of windows in one dispatch. Its buffers are gone when it is done.
 * @throws ForecastFailure `too-large`; Error, what the device says
 */
export async function forecast(
  gpu: Gpu,
  kernels: KernelCache,
  layout: Layout,
  parameters: GPUBuffer,
  inputs: Float32Array,
  origins: Int32Array
): Promise<Float32Array> {
  const { limits, queue } = gpu.device;
  const width = headWidth(layout.shape);
  const stride = 4 * layout.blocks[layout.shape.layers].columns;
  const workgroups = Math.ceil(origins.length / ROWS);
  const bytes = workgroups * ROWS * stride * 4;
  const bindingLimit = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  check(phrase('groups of windows to forecast'), workgroups, limits.maxComputeWorkgroupsPerDimension);
  check(phrase('bytes in a buffer of the GPU'), Math.max(bytes, inputs.byteLength), bindingLimit);
  const forecasts = new Float32Array(origins.length * width);
  if (origins.length === 0) {
    return forecasts;
  }
  const kernel = await kernels.get(forecastKernel(layout), forecastBindings);
  const buffers = new Buffers(gpu.device);
  try {
    const readback = await checked(gpu, () => {
      const size = stepBytes(layout.models);
      const steps = buffers.uniform(size);
      // A `Step` of all windows, from the first.
      queue.writeBuffer(steps, 0, Uint32Array.of(0, origins.length));
      const predictions = buffers.storage(bytes);
      const own = {
        steps,
        origins: buffers.filled(Uint32Array.from(origins)),
        inputs: buffers.filled(inputs),
        parameters,
        predictions,
      };
      const target = buffers.readback(bytes);
      submit(gpu, [[{ kernel: bind(gpu, kernel, own, size), workgroups: [workgroups] }]], 0, (encoder) =>
        encoder.copyBufferToBuffer(predictions, 0, target, 0, bytes)
      );
      return target;
    });
    await unlessLost(gpu, readback.mapAsync(GPUMapMode.READ));
    const floats = new Float32Array(readback.getMappedRange());
    for (let row = 0; row < origins.length; row++) {
      forecasts.set(floats.subarray(row * stride, row * stride + width), row * width);
    }
    return forecasts;
  } finally {
    buffers.destroy();
  }
}
