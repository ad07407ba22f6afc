/** What the code under test asked of WebGPU. */
export interface GpuCounts {
  dispatches: number;
  submits: number;
  /** bytes of the buffers that live now */
  bytes: number;
  /** most that ever lived at once */
  peakBytes: number;
}

/** Counts the calls of all devices of this worker or process from now on. */
export function countGpuCalls(): GpuCounts {
  const counts: GpuCounts = { dispatches: 0, submits: 0, bytes: 0, peakBytes: 0 };
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++);
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => counts.dispatches++);
  watch(GPUQueue.prototype, 'submit', () => counts.submits++);
  const alive = new WeakSet<GPUBuffer>();
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    alive.add(buffer);
    counts.bytes += buffer.size;
    counts.peakBytes = Math.max(counts.peakBytes, counts.bytes);
    return buffer;
  };
  watch(GPUBuffer.prototype, 'destroy', (buffer) => {
    if (alive.delete(buffer)) {
      counts.bytes -= buffer.size;
    }
  });
  return counts;
}

/** Calls `note` before each call of a method. */
function watch<T extends object, K extends keyof T>(prototype: T, name: K, note: (self: T) => void): void {
  const method = prototype[name] as (...args: unknown[]) => unknown;
  prototype[name] = function (this: T, ...args: unknown[]) {
    note(this);
    return method.apply(this, args);
  } as T[K];
}
