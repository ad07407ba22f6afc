import { Spoken, phrase } from '../../core/language';

/** Bytes that all networks hold on the GPU now; for tests and benchmarks. */
const held = { buffers: 0, bytes: 0 };

export function heldOnGpu(): Readonly<typeof held> {
  return { ...held };
}

/** Buffers that are freed together. */
export class Buffers {
  private readonly buffers: GPUBuffer[] = [];
  private isDestroyed = false;

  constructor(private readonly device: GPUDevice) {}

  /** An empty buffer for kernels, filled with zeros. */
  storage(bytes: number): GPUBuffer {
    return this.add(bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC);
  }

  /** The same with these numbers in it. */
  filled(content: Float32Array | Uint32Array): GPUBuffer {
    const buffer = this.storage(content.byteLength);
    this.device.queue.writeBuffer(buffer, 0, content as GPUAllowSharedBufferSource);
    return buffer;
  }

  uniform(bytes: number): GPUBuffer {
    return this.add(bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  /** To bring results back. */
  readback(bytes: number): GPUBuffer {
    return this.add(bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /** Frees them all; what the queue still does with them is done first. */
  destroy(): void {
    this.isDestroyed = true;
    for (const buffer of this.buffers.splice(0)) {
      held.buffers--;
      held.bytes -= buffer.size;
      buffer.destroy();
    }
  }

  private add(bytes: number, usage: number): GPUBuffer {
    if (this.isDestroyed) {
      throw new Spoken(phrase('the network was disposed'));
    }
    // A binding is never empty, and a vec4f takes 16 bytes.
    const size = Math.max(16, Math.ceil(bytes / 16) * 16);
    const buffer = this.device.createBuffer({ size, usage });
    this.buffers.push(buffer);
    held.buffers++;
    held.bytes += size;
    return buffer;
  }
}
