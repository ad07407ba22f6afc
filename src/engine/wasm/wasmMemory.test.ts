import { initialWeights, parameterLayout } from '../model/lstm';
import { createWasmEngine } from './wasm';
import { MEMORY_LIMIT } from './wasmArena';
import { expectFailure, makeCase, shapeOf, usual, withNetwork } from '../../testing/wasmCases';

jest.setTimeout(120_000);

/** Sizes of the memories of all instances made from now on, in bytes; `afterEach` ends it. */
function watchInstances(): { sizes: () => number[] } {
  const memories: WebAssembly.Memory[] = [];
  class Watched extends OriginalInstance {
    constructor(module: WebAssembly.Module) {
      super(module);
      memories.push(this.exports.memory as WebAssembly.Memory);
    }
  }
  WebAssembly.Instance = Watched;
  return { sizes: () => memories.map(({ buffer }) => buffer.byteLength) };
}
const OriginalInstance = WebAssembly.Instance;

describe('WASM engine, memory and errors', () => {
  afterEach(() => {
    WebAssembly.Instance = OriginalInstance;
    jest.restoreAllMocks();
  });

  it('holds no more memory after 200 trainings than after the first', async () => {
    const engine = await createWasmEngine();
    const instances = watchInstances();
    const grows = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    for (let i = 0; i < 200; i++) {
      const example = makeCase(shapeOf(1, 8, 1, 1 + (i % 16), 3), 12, 4, i);
      await withNetwork(engine, example, (network) => network.trainEpoch(example.data.origins));
    }
    expect(instances.sizes()).toHaveLength(1);
    expect(instances.sizes()[0]).toBeLessThan(512 * 1024);
    expect(grows.mock.calls.length).toBeLessThanOrEqual(8);
  });

  it('takes at most 4 MB for the usual model and 30 MB for the long one', async () => {
    for (const [example, megabytes] of [
      [makeCase(shapeOf(1, 24, 2, 50, 1), 696, 32), 4],
      [makeCase(shapeOf(1, 96, 2, 64, 1), 624, 64), 30],
    ] as const) {
      const instances = watchInstances();
      const engine = await createWasmEngine();
      await withNetwork(engine, example, (network) => network.evaluate(example.data.validationOrigins));
      expect(instances.sizes()[0]).toBeLessThan(megabytes * 1e6);
    }
  });

  it('refuses shapes beyond the limits, and what does not fit, with a typed error', async () => {
    const engine = await createWasmEngine();
    const { data, options } = usual;
    for (const [name, size] of Object.entries({
      layers: 4,
      hidden: 129,
      sequenceLength: 513,
      features: 33,
      outputs: 2017,
    })) {
      const shape = { ...usual.shape, [name]: size };
      await expectFailure(engine.create(shape, new Float32Array(1), data, options), { kind: 'too-large', size });
    }
    const many = { ...options, batchSize: 513 };
    const weights = initialWeights(usual.shape, 1);
    await expectFailure(engine.create(usual.shape, weights, data, many), { kind: 'too-large', size: 513 });
    const short = engine.create(usual.shape, weights.subarray(1), data, options);
    await expectFailure(short, { kind: 'invalid-option', option: 'weights' });
    const outside = { ...data, origins: Int32Array.of(2) };
    const early = engine.create(usual.shape, weights, outside, options);
    await expectFailure(early, { kind: 'invalid-option', option: 'origins' });
  });

  it('refuses a history that does not fit before allocating anything', async () => {
    const shape = shapeOf(1, 2, 1, 1, 2016);
    const rows = Math.ceil(MEMORY_LIMIT / (4 * 2016));
    const huge = { length: rows * 2016 } as unknown as Float32Array;
    const none = new Int32Array(0);
    const data = { inputs: new Float32Array(rows), targets: huge, origins: none, validationOrigins: none };
    const grow = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    const engine = await createWasmEngine();
    const created = engine.create(shape, initialWeights(shape, 1), data, usual.options);
    await expectFailure(created, { kind: 'too-large', limit: MEMORY_LIMIT });
    expect(grow).not.toHaveBeenCalled();
  });

  it('reports it when the browser has no memory left', async () => {
    jest.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    });
    const engine = await createWasmEngine();
    const created = engine.create(usual.shape, initialWeights(usual.shape, 1), usual.data, usual.options);
    await expectFailure(created, { kind: 'device-failed', device: 'wasm' });
  });

  it('does nothing for a network that was disposed, twice or in the middle of an epoch', async () => {
    const engine = await createWasmEngine();
    const network = await engine.create(usual.shape, initialWeights(usual.shape, 1), usual.data, usual.options);
    const running = network.trainEpoch(usual.data.origins);
    network.dispose();
    network.dispose();
    await expectFailure(running, { kind: 'device-failed' });
    await expectFailure(network.getWeights(), { kind: 'device-failed' });
  });

  it('does not slow down where gradients fade away', async () => {
    const engine = await createWasmEngine();
    const long = makeCase(shapeOf(1, 512, 1, 16, 1), 16, 16);
    const millisecondsWith = async (forgetBias: number) => {
      const weights = initialWeights(long.shape, 7).map((weight) => 0.3 * weight);
      const bias = parameterLayout(long.shape).layers[0].bias;
      weights.fill(forgetBias, bias + 16, bias + 32);
      const network = await engine.create(long.shape, weights, long.data, long.options);
      const times: number[] = [];
      for (let i = 0; i < 8; i++) {
        const started = performance.now();
        await network.trainEpoch(long.data.origins);
        times.push(performance.now() - started);
      }
      network.dispose();
      return Math.min(...times);
    };
    const remembering = await millisecondsWith(6);
    // With denormal numbers it took twenty times as long.
    expect(await millisecondsWith(1)).toBeLessThan(4 * remembering);
  });

  it('lets the event loop run while it trains, and stops soon when asked to', async () => {
    const long = makeCase(shapeOf(1, 512, 3, 128, 8), 64, 64);
    const engine = await createWasmEngine();
    const controller = new AbortController();
    await withNetwork(engine, long, async (network) => {
      let asked = 0;
      setTimeout(() => {
        asked = performance.now();
        controller.abort();
      }, 50);
      await expectFailure(network.trainEpoch(long.data.origins, controller.signal), { kind: 'cancelled' });
      expect(asked).toBeGreaterThan(0);
      // At most the piece of work under way, some 30 ms; more only where other tests share the processor.
      expect(performance.now() - asked).toBeLessThan(400);
    });
  });
});
