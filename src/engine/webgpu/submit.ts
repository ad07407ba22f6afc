import type { Gpu } from './gpuDevice';
import type { BoundKernel } from './kernel';

/** A kernel, and how many workgroups it takes. */
export interface Pass {
  kernel: BoundKernel;
  workgroups: readonly [number, number?, number?];
}

/**
 * Hands the passes of each step to the queue in one command buffer, and what is to be copied after them.
 * @param stride bytes from one step to the next in the buffer of steps
 */
export function submit(
  { device }: Gpu,
  steps: ReadonlyArray<readonly Pass[]>,
  stride: number,
  finish?: (encoder: GPUCommandEncoder) => void
): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  steps.forEach((passes, step) => {
    for (const { kernel, workgroups } of passes) {
      pass.setPipeline(kernel.pipeline);
      pass.setBindGroup(0, kernel.group, [step * stride]);
      pass.dispatchWorkgroups(...workgroups);
    }
  });
  pass.end();
  finish?.(encoder);
  device.queue.submit([encoder.finish()]);
}
