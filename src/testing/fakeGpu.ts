/** A GPU of memory and commands alone: what its kernels compute is the test's to say. */

/** A buffer with its bytes. */
export class FakeBuffer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  isDestroyed = false;
  private isMapped = false;

  constructor(
    readonly size: number,
    readonly usage: number
  ) {
    this.bytes = new Uint8Array(size);
  }

  get floats(): Float32Array {
    return new Float32Array(this.bytes.buffer);
  }
  get integers(): Uint32Array {
    return new Uint32Array(this.bytes.buffer);
  }
  async mapAsync(): Promise<void> {
    if (this.isMapped || this.isDestroyed) {
      throw new Error('mapped twice, or destroyed');
    }
    this.isMapped = true;
  }
  getMappedRange(): ArrayBuffer {
    return this.bytes.slice().buffer;
  }
  unmap(): void {
    this.isMapped = false;
  }
  destroy(): void {
    this.isDestroyed = true;
  }
}

/** One dispatch of a kernel. */
export interface Dispatch {
  code: string;
  /** by the names that the kernel has for them */
  buffers: Record<string, FakeBuffer>;
  workgroups: number[];
  /** bytes into the buffer of steps */
  offset: number;
}

type Group = { buffer: FakeBuffer; size?: number }[];
type Command = () => void;

/** The least limits of any WebGPU device, unless changed. */
export const LIMITS = {
  maxBufferSize: 2 ** 28,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupsPerDimension: 65535,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxUniformBufferBindingSize: 65536,
};

/** @param compute called for each dispatch, in the order of the queue */
export function createFakeGpu(compute: (dispatch: Dispatch) => void = () => {}, limits: Partial<typeof LIMITS> = {}) {
  const buffers: FakeBuffer[] = [];
  /** the next errors of scopes, in the order of popping */
  const errors: Array<{ message: string } | null> = [];
  const log = { scopes: 0, submits: 0, dispatches: 0, compiled: [] as string[], destroyed: 0 };
  let lose: (info: { message: string }) => void = () => {};
  const queue = {
    writeBuffer(buffer: FakeBuffer, at: number, data: ArrayBuffer | ArrayBufferView, from = 0, size?: number) {
      const view = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data);
      buffer.bytes.set(view.subarray(from, size === undefined ? undefined : from + size), at);
    },
    submit(all: Command[][]) {
      log.submits++;
      all.flat().forEach((command) => command());
    },
    onSubmittedWorkDone: async () => {},
  };
  const device = {
    limits: { ...LIMITS, ...limits },
    lost: new Promise<{ message: string }>((resolve) => (lose = resolve)),
    queue,
    createBuffer({ size, usage }: { size: number; usage: number }) {
      const buffer = new FakeBuffer(size, usage);
      buffers.push(buffer);
      return buffer;
    },
    createBindGroupLayout: (layout: object) => layout,
    createPipelineLayout: (layout: object) => layout,
    createShaderModule: ({ code }: { code: string }) => (log.compiled.push(code), { code }),
    createComputePipelineAsync: async ({ compute: { module } }: { compute: { module: { code: string } } }) => ({
      code: module.code,
      getBindGroupLayout: () => ({}),
    }),
    createBindGroup: ({ entries }: { entries: Array<{ binding: number; resource: Group[number] }> }) =>
      entries.map(({ resource }) => resource),
    createCommandEncoder() {
      const commands: Command[] = [];
      let code = '';
      let group: Group = [];
      let offset = 0;
      return {
        beginComputePass: () => ({
          setPipeline: (pipeline: { code: string }) => (code = pipeline.code),
          setBindGroup: (_: number, bound: Group, [first]: number[]) => ([group, offset] = [bound, first]),
          dispatchWorkgroups(...workgroups: number[]) {
            const names = [...code.matchAll(/@binding\((\d+)\) var<[^>]*> (\w+)/g)].map(([, , name]) => name);
            const named = Object.fromEntries(names.map((name, i) => [name, group[i].buffer]));
            const dispatch = { code, buffers: named, workgroups, offset };
            log.dispatches++;
            commands.push(() => compute(dispatch));
          },
          end() {},
        }),
        copyBufferToBuffer(from: FakeBuffer, at: number, to: FakeBuffer, into: number, size: number) {
          commands.push(() => to.bytes.set(from.bytes.subarray(at, at + size), into));
        },
        clearBuffer: (buffer: FakeBuffer) => void commands.push(() => buffer.bytes.fill(0)),
        finish: () => commands,
      };
    },
    pushErrorScope: () => void log.scopes++,
    popErrorScope: async () => (log.scopes--, errors.shift() ?? null),
    destroy: () => void log.destroyed++,
  };
  const adapter = { limits: device.limits, info: { vendor: 'fake' }, requestDevice: async () => device };
  return {
    device: device as unknown as GPUDevice,
    adapter,
    buffers,
    errors,
    log,
    lose: (message = '') => lose({ message }),
  };
}

/** Puts a browser's names for WebGPU around the test. @param requestAdapter as that of `navigator.gpu` */
export function installGpu(requestAdapter: () => Promise<unknown>): void {
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { gpu: { requestAdapter } } });
  Object.assign(globalThis, {
    GPUBufferUsage: { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 },
    GPUShaderStage: { COMPUTE: 4 },
    GPUMapMode: { READ: 1 },
  });
}
