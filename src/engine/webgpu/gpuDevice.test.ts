import { createFakeGpu, installGpu, LIMITS } from '../../testing/fakeGpu';
import { Buffers, heldOnGpu } from './buffers';
import { concatenate, markUnknown } from './data';
import { acquireGpu, checked, type Gpu, releaseGpu, unlessLost } from './gpuDevice';
import { bind, KernelCache } from './kernel';
import { Pace } from './pace';
import { read, readWrite, STEP, UNKNOWN_BITS } from './shaders/wgsl';
import { submit } from './submit';

function setUp() {
  const fake = createFakeGpu();
  const lost = new AbortController();
  installGpu(async () => fake.adapter);
  const gpu = { device: fake.device, info: {}, lost: lost.signal } as Gpu;
  return { ...fake, gpu, lost };
}

describe('the device of the page', () => {
  test('is requested once, with the limits of its adapter, and destroyed by its last user', async () => {
    const { adapter, log } = setUp();
    const request = jest.fn(adapter.requestDevice);
    const requestAdapter = jest.fn(async (_: unknown) => ({ ...adapter, requestDevice: request }));
    installGpu(requestAdapter as () => Promise<unknown>);
    const [first, second] = await Promise.all([acquireGpu(), acquireGpu()]);
    expect(second).toBe(first);
    expect(requestAdapter.mock.calls).toEqual([[{ powerPreference: 'high-performance' }]]);
    const { maxComputeWorkgroupsPerDimension: _, maxUniformBufferBindingSize: __, ...requiredLimits } = LIMITS;
    expect(request.mock.calls).toEqual([[{ requiredLimits }]]);
    releaseGpu(first.device);
    await Promise.resolve();
    expect(log.destroyed).toBe(0);
    releaseGpu(first.device);
    await Promise.resolve();
    expect(log.destroyed).toBe(1);
    releaseGpu((await acquireGpu()).device);
    expect(requestAdapter).toHaveBeenCalledTimes(2);
  });

  test('is not released by who holds another', async () => {
    const { log, device } = setUp();
    const gpu = await acquireGpu();
    releaseGpu({} as GPUDevice);
    await Promise.resolve();
    expect(log.destroyed).toBe(0);
    expect(gpu.device).toBe(device);
    releaseGpu(gpu.device);
    await Promise.resolve();
    expect(log.destroyed).toBe(1);
  });

  test('that was lost is told with its reason, and the next user has a new one', async () => {
    const first = setUp();
    const gpu = await acquireGpu();
    first.lose();
    await Promise.resolve();
    expect(gpu.lost.reason).toEqual(new Error('the browser took the GPU away'));
    const second = setUp();
    const next = await acquireGpu();
    expect(next.device).toBe(second.device);
    releaseGpu(gpu.device);
    releaseGpu(next.device);
    await Promise.resolve();
    expect([first.log.destroyed, second.log.destroyed]).toEqual([0, 1]);
  });
});

describe('work that is checked', () => {
  test('gives its result, in scopes of three kinds that are closed again', async () => {
    const { gpu, log } = setUp();
    const result = await checked(gpu, () => log.scopes);
    expect(result).toBe(3);
    expect(log.scopes).toBe(0);
  });

  test('is told what the device says, or that there is no memory left', async () => {
    const { gpu, errors } = setUp();
    errors.push(null, { message: 'a binding is missing' });
    await expect(checked(gpu, () => 1)).rejects.toThrow('a binding is missing');
    errors.splice(0, errors.length, null, null, { message: '' });
    await expect(checked(gpu, () => 1)).rejects.toThrow('the GPU has no memory left');
  });

  test('closes its scopes where it throws', async () => {
    const { gpu, log } = setUp();
    const failing = checked(gpu, () => {
      throw new Error('of its own');
    });
    await expect(failing).rejects.toThrow('of its own');
    expect(log.scopes).toBe(0);
  });
});

describe('work that may be cut off', () => {
  const never = new Promise<void>(() => {});

  test('resolves or rejects as it does', async () => {
    const { gpu } = setUp();
    expect(await unlessLost(gpu, Promise.resolve(7))).toBe(7);
    await expect(unlessLost(gpu, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  test('rejects once the device is lost, before or while it runs', async () => {
    const { gpu, lost } = setUp();
    const running = unlessLost(gpu, never);
    lost.abort(new Error('taken away'));
    await expect(running).rejects.toThrow('taken away');
    await expect(unlessLost(gpu, never)).rejects.toThrow('taken away');
  });

  test('rejects as cancelled once it is, though a lost device counts first', async () => {
    const { gpu, lost } = setUp();
    const controller = new AbortController();
    const running = unlessLost(gpu, never, controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    lost.abort(new Error('taken away'));
    await expect(unlessLost(gpu, never, AbortSignal.abort())).rejects.toThrow('taken away');
  });
});

describe('buffers', () => {
  test('are whole vectors and never empty, of their use, and are counted until they are freed', () => {
    const { device, buffers } = setUp();
    const own = new Buffers(device);
    own.storage(0);
    own.uniform(17);
    own.readback(32);
    own.filled(Uint32Array.of(1, 2, 3));
    expect(buffers.map(({ size, usage }) => [size, usage])).toEqual([
      [16, 128 + 8 + 4],
      [32, 64 + 8],
      [32, 1 + 8],
      [16, 128 + 8 + 4],
    ]);
    expect([...buffers[3].integers]).toEqual([1, 2, 3, 0]);
    expect(heldOnGpu()).toEqual({ buffers: 4, bytes: 96 });
    own.destroy();
    own.destroy();
    expect(heldOnGpu()).toEqual({ buffers: 0, bytes: 0 });
    expect(buffers.every(({ isDestroyed }) => isDestroyed)).toBe(true);
    expect(() => own.storage(16)).toThrow('the network was disposed');
  });

  test('hold arrays one after the other, unknown targets all of the same bits', () => {
    const whole = concatenate([Float32Array.of(1, NaN), new Float32Array(0), Float32Array.of(2)]);
    expect([...whole]).toEqual([1, NaN, 2]);
    const odd = new Float32Array(2);
    new Uint32Array(odd.buffer)[1] = 0xffc00001;
    expect([...markUnknown(odd)]).toEqual([0, UNKNOWN_BITS]);
    expect(Number.isNaN(new Float32Array(Uint32Array.of(UNKNOWN_BITS).buffer)[0])).toBe(true);
  });
});

describe('kernels', () => {
  const bindings = [STEP, read('inputs', 'f32'), readWrite('made', 'vec4f')];

  test('are compiled once for a text, the oldest forgotten beyond the limit', async () => {
    const { gpu, log } = setUp();
    const cache = new KernelCache(gpu, 2);
    expect(await cache.get('a', bindings)).toBe(await cache.get('a', bindings));
    await cache.get('b', bindings);
    await cache.get('a', bindings);
    await cache.get('c', bindings);
    await cache.get('b', bindings);
    await cache.get('a', bindings);
    expect(log.compiled).toEqual(['a', 'b', 'c', 'a']);
  });

  test('one that did not compile is tried anew', async () => {
    const { gpu, device } = setUp();
    const cache = new KernelCache(gpu);
    const compile = jest.spyOn(device, 'createComputePipelineAsync').mockRejectedValueOnce(new Error('syntax'));
    await expect(cache.get('a', bindings)).rejects.toThrow('syntax');
    expect((await cache.get('a', bindings)).bindings).toBe(bindings);
    expect(compile).toHaveBeenCalledTimes(2);
  });

  test('tell the device which buffers they read, write, and take step by step', async () => {
    const { gpu, device } = setUp();
    const layout = jest.spyOn(device, 'createBindGroupLayout');
    const group = jest.spyOn(device, 'createBindGroup');
    const kernel = await new KernelCache(gpu).get('a', bindings);
    const entry = (binding: number, buffer: object) => ({ binding, visibility: 4, buffer });
    expect(layout.mock.calls[0][0]).toEqual({
      entries: [
        entry(0, { type: 'uniform', hasDynamicOffset: true }),
        entry(1, { type: 'read-only-storage' }),
        entry(2, { type: 'storage' }),
      ],
    });
    const own = Object.fromEntries(['steps', 'inputs', 'made', 'other'].map((name) => [name, { label: name }]));
    bind(gpu, kernel, own as unknown as Record<string, GPUBuffer>, 96);
    expect(group.mock.calls[0][0].entries).toEqual([
      { binding: 0, resource: { buffer: own.steps, size: 96 } },
      { binding: 1, resource: { buffer: own.inputs } },
      { binding: 2, resource: { buffer: own.made } },
    ]);
  });

  test('are dispatched step by step in one command buffer, and copies follow them', async () => {
    const done: string[] = [];
    const fake = createFakeGpu(({ code, offset, workgroups }) => done.push(`${code} ${offset} ${workgroups}`));
    const gpu = { device: fake.device } as Gpu;
    const kernels = new KernelCache(gpu);
    const bound = async (code: string) => bind(gpu, await kernels.get(code, []), {}, 32);
    const first = { kernel: await bound('a'), workgroups: [3] as const };
    const second = { kernel: await bound('b'), workgroups: [4, 5] as const };
    const copy = new Buffers(fake.device).filled(Uint32Array.of(7));
    submit(gpu, [[first, second], [first]], 256, (encoder) => {
      encoder.clearBuffer(copy);
      done.push('recorded');
    });
    expect(done).toEqual(['recorded', 'a 0 3', 'b 0 4,5', 'a 256 3']);
    expect([...fake.buffers[0].integers]).toEqual([0, 0, 0, 0]);
    expect(fake.log.submits).toBe(1);
  });
});

describe('pace', () => {
  /** Runs `total` steps of so many ms each on a clock of its own; returns how many were submitted at a time. */
  async function run(total: number, capacity: number, stepMs: number) {
    let clock = 0;
    const now = jest.spyOn(performance, 'now').mockImplementation(() => clock);
    const { gpu } = setUp();
    const pace = new Pace(gpu);
    const sizes: number[] = [];
    let next = 0;
    await pace.run(total, capacity, async (from, count) => {
      expect(from).toBe(next);
      next += count;
      clock += count * stepMs;
      sizes.push(count);
    });
    now.mockRestore();
    return sizes;
  }

  test('begins with one step and hands over twice as many each time, never more than there is room for', async () => {
    const sizes = await run(100, 16, 0.01);
    expect(sizes[0]).toBe(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100);
    expect(Math.max(...sizes)).toBe(16);
    sizes.slice(1).forEach((size, i) => expect(size).toBeLessThanOrEqual(2 * Math.max(...sizes.slice(0, i + 1))));
  });

  test('keeps a submit near eight milliseconds', async () => {
    const sizes = await run(60, 64, 2);
    expect(Math.max(...sizes)).toBe(4);
    expect(Math.max(...(await run(12, 64, 50)))).toBe(1);
  });

  test('stops before the next submit once it is cancelled, and where a submit fails', async () => {
    const { gpu } = setUp();
    const controller = new AbortController();
    let submits = 0;
    const cancelling = new Pace(gpu).run(
      50,
      1,
      async () => {
        if (++submits === 3) {
          controller.abort();
        }
      },
      controller.signal
    );
    await expect(cancelling).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    expect(submits).toBe(3);
    await expect(new Pace(gpu).run(5, 1, () => Promise.reject(new Error('validation')))).rejects.toThrow('validation');
  });

  test('nothing to do is done', async () => {
    expect(await run(0, 4, 1)).toEqual([]);
  });
});
