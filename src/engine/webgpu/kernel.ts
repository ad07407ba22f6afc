import type { Gpu } from './gpuDevice';
import type { Binding } from './shaders';

/** A compiled kernel, which knows no buffers yet. */
export interface Kernel {
  pipeline: GPUComputePipeline;
  bindings: readonly Binding[];
}

/** A kernel with its buffers. */
export interface BoundKernel {
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
}

/** Kernels by their text: all networks of a shape share them. */
export class KernelCache {
  private readonly kernels = new Map<string, Promise<Kernel>>();

  /** @param limit kernels kept; the one made first goes first */
  constructor(
    private readonly gpu: Gpu,
    private readonly limit = 48
  ) {}

  /** @throws GPUPipelineError */
  get(code: string, bindings: readonly Binding[]): Promise<Kernel> {
    const known = this.kernels.get(code);
    if (known) {
      return known;
    }
    const kernel = compile(this.gpu, code, bindings);
    kernel.catch(() => this.kernels.delete(code));
    this.kernels.set(code, kernel);
    if (this.kernels.size > this.limit) {
      this.kernels.delete(this.kernels.keys().next().value!);
    }
    return kernel;
  }
}

async function compile({ device }: Gpu, code: string, bindings: readonly Binding[]): Promise<Kernel> {
  const entries = bindings.map(({ access }, binding): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer:
      access === 'step'
        ? { type: 'uniform', hasDynamicOffset: true }
        : { type: access === 'read' ? 'read-only-storage' : 'storage' },
  }));
  const layout = device.createPipelineLayout({ bindGroupLayouts: [device.createBindGroupLayout({ entries })] });
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({ layout, compute: { module, entryPoint: 'main' } });
  return { pipeline, bindings };
}

/**
 * @param buffers one for each name of the kernel's bindings
 * @param stepBytes of the steps' buffer that a dispatch sees
 */
export function bind(
  { device }: Gpu,
  { pipeline, bindings }: Kernel,
  buffers: Readonly<Record<string, GPUBuffer>>,
  stepBytes: number
): BoundKernel {
  const entries = bindings.map(({ name, access }, binding) => ({
    binding,
    resource: { buffer: buffers[name], ...(access === 'step' && { size: stepBytes }) },
  }));
  return { pipeline, group: device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }) };
}
