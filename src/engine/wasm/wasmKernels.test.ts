import { english } from '../../core/language/phrase';
import { setFlagsFromString } from 'node:v8';
import { ForecastFailure } from '../../core/options/errors';
import { type Kernels, compileKernels, instantiate } from './wasmKernels';

// Node 20 has relaxed SIMD behind this flag; later versions and browsers have it as it is.
setFlagsFromString('--experimental-wasm-relaxed-simd');

describe.each(['plain', 'relaxed'] as const)('activations, %s SIMD', (build) => {
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = instantiate(await compileKernels([build]));
  });

  /** f of these numbers, a multiple of four of them, in single precision. */
  function apply(f: 'tanhInPlace' | 'sigmoidInPlace', values: Float32Array): Float32Array {
    const address = 4096;
    if (kernels.memory.buffer.byteLength < address + values.byteLength) {
      kernels.memory.grow(Math.ceil((address + values.byteLength) / 65536));
    }
    const view = new Float32Array(kernels.memory.buffer, address, values.length);
    view.set(values);
    kernels[f](address, values.length);
    return view.slice();
  }
  const sweep = Float32Array.from({ length: 400_000 }, (_, i) => (i - 200_000) / 10_000);

  it('tanh is within 3.5e-7, and within 4e-7 of its value near 0', () => {
    const actual = apply('tanhInPlace', sweep);
    expect(largest(sweep, (x, i) => Math.abs(actual[i] - Math.tanh(x)))).toBeLessThan(3.5e-7);
    const small = Float32Array.from({ length: 4000 }, (_, i) => 10 ** (-6 + i / 1000));
    const near = apply('tanhInPlace', small);
    expect(largest(small, (x, i) => Math.abs(near[i] / Math.tanh(x) - 1))).toBeLessThan(4e-7);
  });

  it('sigmoid is within 2e-7', () => {
    const actual = apply('sigmoidInPlace', sweep);
    expect(largest(sweep, (x, i) => Math.abs(actual[i] - 1 / (1 + Math.exp(-x))))).toBeLessThan(2e-7);
  });

  it('saturates, keeps 0 and odd symmetry, and passes NaN on', () => {
    expect(
      [...apply('tanhInPlace', Float32Array.of(0, -0, Infinity, -Infinity))].map((y) => Math.round(y * 1e6) / 1e6)
    ).toEqual([0, -0, 1, -1]);
    expect(
      [...apply('sigmoidInPlace', Float32Array.of(0, 100, -100, 0))].map((y) => Math.round(y * 1e6) / 1e6)
    ).toEqual([0.5, 1, 0, 0.5]);
    const [positive, negative, unknown] = apply('tanhInPlace', Float32Array.of(0.7, -0.7, NaN, 0));
    expect(positive).toBe(-negative);
    expect(unknown).toBeNaN();
  });
});

describe('compileKernels', () => {
  const original = WebAssembly;
  afterEach(() => {
    globalThis.WebAssembly = original;
    jest.restoreAllMocks();
  });

  it('prefers the relaxed build and falls back to the plain one', async () => {
    expect((await compileKernels()).build).toBe('relaxed');
    jest.spyOn(WebAssembly, 'validate').mockReturnValueOnce(false);
    expect((await compileKernels()).build).toBe('plain');
  });

  it('needs neither imports nor a memory of its own beyond a page', async () => {
    const { module } = await compileKernels();
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect(instantiate({ build: 'plain', module }).memory.buffer.byteLength).toBeLessThanOrEqual(65536);
  });

  it('says why there is no WASM: none at all, no SIMD, or a policy', async () => {
    Object.assign(globalThis, { WebAssembly: undefined });
    expect(await reason()).toBe('this browser has no WebAssembly');
    globalThis.WebAssembly = original;
    jest.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(await reason()).toBe('this browser has no SIMD in WebAssembly');
    jest.restoreAllMocks();
    jest.spyOn(WebAssembly, 'compile').mockRejectedValue(new WebAssembly.CompileError("refused by 'script-src'"));
    expect(await reason()).toBe("refused by 'script-src'");
  });
});

async function reason(): Promise<string> {
  const error: unknown = await compileKernels().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ForecastFailure);
  const { detail } = error as ForecastFailure;
  expect(detail).toMatchObject({ kind: 'device-unavailable', device: 'wasm' });
  return detail.kind === 'device-unavailable' ? english(detail.why) : '';
}

function largest(values: Float32Array, error: (x: number, i: number) => number): number {
  return values.reduce((most, x, i) => Math.max(most, error(x, i)), 0);
}
