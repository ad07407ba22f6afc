import { phrase } from '../../core/language/phrase';
import { ForecastFailure } from '../../core/options/errors';
import { MEMORY_LIMIT, WasmArena } from './wasmArena';
import { createWasmEngine } from './wasm';
import { compileKernels, instantiate, type Kernels } from './wasmKernels';
import { makeCase, shapeOf } from '../../testing/wasmCases';

const PAGE = 65536;

/** Kernels whose networks take so many bytes, over a memory that is an ArrayBuffer. */
function fakeKernels(bytes: number, grow?: (pages: number) => void) {
  const log: string[] = [];
  const memory = {
    buffer: new ArrayBuffer(PAGE),
    grow(pages: number) {
      log.push(`grow ${pages}`);
      grow?.(pages);
      memory.buffer = new ArrayBuffer(memory.buffer.byteLength + pages * PAGE);
    },
  };
  const kernels = {
    memory,
    plan: (...sizes: number[]) => (log.push(`plan ${sizes}`), bytes),
    clear: (to: number) => void log.push(`clear ${to}`),
  };
  return { kernels: kernels as unknown as Kernels, log };
}

const shape = { features: 2, sequenceLength: 3, layers: 1, hidden: 4, outputs: 5 };

describe('an arena', () => {
  test('lays a network out, grows by whole pages, and clears what it takes', () => {
    const { kernels, log } = fakeKernels(2 * PAGE + 1);
    const arena = new WasmArena(kernels, () => {});
    arena.plan({ ...shape, valuesPerOutput: 6 }, 7, 8, 9);
    expect(log).toEqual(['plan 1,2,4,3,5,6,7,8,9', 'grow 2', `clear ${2 * PAGE + 1}`]);
    expect(arena.bytes).toBe(3 * PAGE);
    arena.plan(shape, 7, 8, 9);
    expect(log.slice(3)).toEqual(['plan 1,2,4,3,5,1,7,8,9', `clear ${2 * PAGE + 1}`]);
  });

  test('refuses beyond its limit before it grows, and takes what reaches it', () => {
    const beyond = fakeKernels(MEMORY_LIMIT + 1);
    expect(() => new WasmArena(beyond.kernels, () => {}).plan(shape, 1, 1, 1)).toThrow(
      expect.objectContaining({
        detail: {
          kind: 'too-large',
          what: { english: 'bytes of the network' },
          size: MEMORY_LIMIT + 1,
          limit: MEMORY_LIMIT,
        },
      })
    );
    expect(beyond.log).toHaveLength(1);
    const most = fakeKernels(MEMORY_LIMIT, () => {
      throw new RangeError('enough');
    });
    expect(() => new WasmArena(most.kernels, () => {}).plan(shape, 1, 1, 1)).toThrow('device-failed');
    expect(most.log[1]).toBe(`grow ${MEMORY_LIMIT / PAGE - 1}`);
  });

  test('says how much there was no memory for', () => {
    const { kernels } = fakeKernels(40 * PAGE, () => {
      throw new RangeError('no more');
    });
    const failed = () => new WasmArena(kernels, () => {}).plan(shape, 1, 1, 1);
    const message = phrase('no memory for {{size}} MB more: {{reason}}', { size: 3, reason: 'no more' });
    expect(failed).toThrow(ForecastFailure);
    expect(failed).toThrow(
      expect.objectContaining({
        detail: { kind: 'device-failed', device: 'wasm', message },
      })
    );
  });

  test('puts an array behind the network, the next in its place', () => {
    const { kernels } = fakeKernels(PAGE);
    const arena = new WasmArena(kernels, () => {});
    arena.plan(shape, 1, 1, 1);
    expect(arena.append(Float32Array.of(1, 2))).toBe(PAGE);
    expect(arena.bytes).toBe(2 * PAGE);
    expect(arena.append(Float32Array.of(3))).toBe(PAGE);
    expect([...arena.floats(PAGE, 3)]).toEqual([3, 2, 0]);
    arena.doubles(16, 1).set([0.1]);
    expect([...arena.doubles(16, 1)]).toEqual([0.1]);
    arena.integers(8, 2).set([-1, 7]);
    expect([...arena.integers(8, 2)]).toEqual([-1, 7]);
  });

  test('is given back to whom it came from', () => {
    const released = jest.fn();
    const arena = new WasmArena(fakeKernels(1).kernels, released);
    arena.release();
    expect(released).toHaveBeenCalledWith(arena);
  });
});

test('real kernels lay out networks that do not overlap: sizes grow with every size of a network', async () => {
  const kernels = instantiate(await compileKernels(['plain']));
  const sizes = [2, 3, 5, 7, 4, 2, 4, 8, 30];
  const bytes = kernels.plan(...(sizes as Parameters<Kernels['plan']>));
  sizes.forEach((size, i) => {
    const larger = sizes.map((one, j) => (i === j ? 4 * size : one)) as Parameters<Kernels['plan']>;
    expect(kernels.plan(...larger)).toBeGreaterThan(bytes);
  });
  kernels.plan(...(sizes as Parameters<Kernels['plan']>));
  const addresses = [
    [kernels.inputsAddress(), 30 * 3],
    [kernels.targetsAddress(), 30 * 4],
    [kernels.originsAddress(), 8],
  ];
  addresses.sort(([a], [b]) => a - b);
  addresses.slice(1).forEach(([address], i) => {
    const [start, count] = addresses[i];
    expect(address).toBeGreaterThanOrEqual(start + 4 * count);
    expect(address % 4).toBe(0);
  });
});

describe('memory of one network after the other', () => {
  const example = makeCase(shapeOf(1, 3, 1, 2, 1), 4, 2);
  const { shape: small, data, options } = example;
  const weights = new Float32Array(4 * 2 * (1 + 2 + 1) + 2 + 1);

  function instances() {
    const { Instance } = WebAssembly;
    const made = jest.spyOn(WebAssembly, 'Instance').mockImplementation((module) => new Instance(module));
    return () => made.mock.calls.length;
  }
  afterEach(() => jest.restoreAllMocks());

  test('is that of the last released; two at a time have one each', async () => {
    const engine = await createWasmEngine(['plain']);
    const count = instances();
    const create = () => engine.create(small, weights, data, options);
    (await create()).dispose();
    const first = await create();
    expect(count()).toBe(1);
    const second = await create();
    expect(count()).toBe(2);
    first.dispose();
    second.dispose();
    (await create()).dispose();
    expect(count()).toBe(2);
    engine.dispose();
    (await create()).dispose();
    expect(count()).toBe(3);
  });

  test('is kept where a network was refused in it', async () => {
    const engine = await createWasmEngine(['plain']);
    const count = instances();
    const grow = jest.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('no');
    });
    const large = makeCase(shapeOf(1, 64, 1, 32, 1), 40, 32);
    const many = new Float32Array(4 * 32 * (1 + 32 + 1) + 32 + 1);
    const refused = engine.create(large.shape, many, large.data, large.options);
    await expect(refused).rejects.toMatchObject({ detail: { kind: 'device-failed' } });
    grow.mockRestore();
    (await engine.create(large.shape, many, large.data, large.options)).dispose();
    expect(count()).toBe(1);
  });

  test('is what its data takes, and little more', async () => {
    const grow = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    const wide = makeCase(shapeOf(32, 3, 1, 2, 1), 200, 2);
    const own = new Float32Array(4 * 2 * (32 + 2 + 1) + 2 + 1);
    const engine = await createWasmEngine(['plain']);
    (await engine.create(wide.shape, own, wide.data, wide.options)).dispose();
    const pages = grow.mock.calls.reduce((sum, [more]) => sum + more, 0);
    expect(pages * 65536).toBeGreaterThanOrEqual(wide.data.inputs.byteLength - 65536);
    expect(pages * 65536).toBeLessThan(wide.data.inputs.byteLength + 4 * 65536);
  });
});
