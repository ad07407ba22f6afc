import { inEnglish } from '../../testing/inEnglish';
import type { Device, DeviceStatus } from '../model/engine';
import { currentEnvironment, probe, type AdapterFacts, type ProbeEnvironment } from './probe';

/** A browser with a hardware GPU; tests take away what they try. */
function browser(changes: Partial<ProbeEnvironment> = {}): ProbeEnvironment {
  return {
    isSecureContext: true,
    gpu: adapter({ info: { vendor: 'nvidia', architecture: 'ampere', isFallbackAdapter: false } }),
    OffscreenCanvas: canvas('ANGLE (NVIDIA GeForce RTX 3060)'),
    WebAssembly,
    ...changes,
  };
}

const adapter = (facts: AdapterFacts | null) => ({ requestAdapter: async () => facts });

/** An OffscreenCanvas whose WebGL 2 has this renderer and these extensions. */
function canvas(renderer: string, extensions = ['EXT_color_buffer_float', 'WEBGL_debug_renderer_info']) {
  const gl = {
    RENDERER: 1,
    getParameter: (name: number) => (name === 2 ? renderer : 'masked'),
    getExtension: (name: string) => (extensions.includes(name) ? { UNMASKED_RENDERER_WEBGL: 2 } : null),
  };
  return class {
    getContext() {
      return gl;
    }
  } as unknown as ProbeEnvironment['OffscreenCanvas'];
}

async function statusOf(device: Device, environment: ProbeEnvironment) {
  return inEnglish((await probe(environment)).find((status) => status.device === device)) as DeviceStatus | undefined;
}

test('a browser with everything', async () => {
  expect(inEnglish(await probe(browser()))).toEqual([
    { device: 'webgpu', available: true, detail: 'nvidia ampere', isSoftware: false },
    { device: 'webgl', available: true, detail: 'ANGLE (NVIDIA GeForce RTX 3060)', isSoftware: false },
    { device: 'wasm', available: true, detail: 'WebAssembly with SIMD' },
    { device: 'cpu', available: true, detail: 'TypeScript, double precision' },
  ]);
});

test('a browser with nothing still has its processor', async () => {
  const statuses = await probe({ isSecureContext: true });
  expect(statuses.filter(({ available }) => available).map(({ device }) => device)).toEqual(['cpu']);
});

describe('webgpu', () => {
  test.each([
    ['plain http', { isSecureContext: false, gpu: undefined }, /not served over https/],
    ['an old browser', { gpu: undefined }, /this browser has no WebGPU/],
    ['a null adapter', { gpu: adapter(null) }, /offers no GPU/],
    ['an adapter that fails', { gpu: { requestAdapter: () => Promise.reject(new Error('blocked')) } }, /^blocked$/],
  ])('%s', async (_, changes, why) => {
    const status = await statusOf('webgpu', browser(changes));
    expect(status).toEqual({ device: 'webgpu', available: false, why: expect.stringMatching(why) });
  });

  test.each<[string, AdapterFacts]>([
    ['SwiftShader by name', { info: { vendor: 'google', architecture: 'swiftshader' } }],
    ['a fallback by its info', { info: { vendor: 'microsoft', isFallbackAdapter: true } }],
    ['a fallback by the older flag', { info: { vendor: 'microsoft' }, isFallbackAdapter: true }],
  ])('software: %s', async (_, facts) => {
    const status = await statusOf('webgpu', browser({ gpu: adapter(facts) }));
    expect(status).toMatchObject({ available: true, isSoftware: true, detail: expect.stringContaining('(software)') });
  });

  test('an adapter that never answers', async () => {
    jest.useFakeTimers();
    const asked = statusOf('webgpu', browser({ gpu: { requestAdapter: () => new Promise(() => {}) } }));
    await jest.advanceTimersByTimeAsync(5000);
    expect(await asked).toMatchObject({ available: false, why: 'the GPU did not answer within 5 s' });
    jest.useRealTimers();
  });
});

describe('webgl', () => {
  const noWebGl = class {
    getContext() {
      return null;
    }
  } as unknown as ProbeEnvironment['OffscreenCanvas'];

  test.each<[string, ProbeEnvironment['OffscreenCanvas'], RegExp]>([
    ['no canvas in workers', undefined, /no OffscreenCanvas/],
    ['no WebGL 2', noWebGl, /no WebGL 2/],
    ['16-bit numbers only', canvas('Mali-T720', []), /32-bit/],
  ])('%s', async (_, OffscreenCanvas, why) => {
    const status = await statusOf('webgl', browser({ OffscreenCanvas }));
    expect(status).toEqual({ device: 'webgl', available: false, why: expect.stringMatching(why) });
  });

  test.each(['ANGLE (Google, Vulkan 1.3 (SwiftShader Device))', 'llvmpipe (LLVM 15)', 'Microsoft Basic Render Driver'])(
    'software: %s',
    async (name) => {
      const status = await statusOf('webgl', browser({ OffscreenCanvas: canvas(name) }));
      expect(status).toMatchObject({ available: true, isSoftware: true, detail: `${name} (software)` });
    }
  );
});

describe('wasm', () => {
  test('refused by the page’s policy', async () => {
    class Module {
      constructor() {
        throw new WebAssembly.CompileError("'unsafe-eval' is not an allowed source");
      }
    }
    const refusing = { Module, validate: () => true } as unknown as typeof WebAssembly;
    expect(await statusOf('wasm', browser({ WebAssembly: refusing }))).toMatchObject({
      available: false,
      why: expect.stringMatching(/Content-Security-Policy.*unsafe-eval/),
    });
  });

  test('without SIMD', async () => {
    const old = { Module: WebAssembly.Module, validate: () => false } as unknown as typeof WebAssembly;
    expect(await statusOf('wasm', browser({ WebAssembly: old }))).toMatchObject({
      available: false,
      why: 'this browser has no SIMD in WebAssembly',
    });
  });
});

test('here, in Node, there are WASM and the processor', async () => {
  const statuses = await probe(currentEnvironment());
  expect(statuses.filter(({ available }) => available).map(({ device }) => device)).toEqual(['wasm', 'cpu']);
});

describe('names', () => {
  test('an adapter tells all it says of itself; one that says nothing is a GPU without a name', async () => {
    const named = { info: { vendor: 'intel', architecture: '', description: 'Iris Xe' } };
    expect(await statusOf('webgpu', browser({ gpu: adapter(named) }))).toEqual({
      device: 'webgpu',
      available: true,
      detail: 'intel Iris Xe',
      isSoftware: false,
    });
    for (const facts of [{}, { info: {} }]) {
      expect(await statusOf('webgpu', browser({ gpu: adapter(facts) }))).toMatchObject({
        detail: 'a GPU that does not say its name',
        isSoftware: false,
      });
    }
  });

  test('the flag of the newer place counts before that of the older', async () => {
    const facts = { info: { vendor: 'amd', isFallbackAdapter: false }, isFallbackAdapter: true };
    expect(await statusOf('webgpu', browser({ gpu: adapter(facts) }))).toMatchObject({ isSoftware: false });
  });

  test('a fast adapter is asked for', async () => {
    const requestAdapter = jest.fn(async () => null);
    await probe(browser({ gpu: { requestAdapter } }));
    expect(requestAdapter).toHaveBeenCalledWith({ powerPreference: 'high-performance' });
  });

  test('a WebGL that hides its renderer tells the name it gives', async () => {
    const status = await statusOf('webgl', browser({ OffscreenCanvas: canvas('a card', ['EXT_color_buffer_float']) }));
    expect(status).toMatchObject({ available: true, detail: 'masked' });
  });
});

test('a WebGL context is given back, also where it will not do, and one that fails says why', async () => {
  const lose = jest.fn();
  const of = (hasFloat: boolean) =>
    class {
      getContext() {
        return {
          RENDERER: 1,
          getParameter: () => 'a card',
          getExtension: (name: string) =>
            name === 'WEBGL_lose_context'
              ? { loseContext: lose }
              : name === 'EXT_color_buffer_float' && hasFloat
                ? {}
                : null,
        };
      }
    } as unknown as ProbeEnvironment['OffscreenCanvas'];
  expect(await statusOf('webgl', browser({ OffscreenCanvas: of(true) }))).toMatchObject({ available: true });
  expect(lose).toHaveBeenCalledTimes(1);
  expect(await statusOf('webgl', browser({ OffscreenCanvas: of(false) }))).toMatchObject({ available: false });
  expect(lose).toHaveBeenCalledTimes(2);
  const broken = class {
    getContext() {
      throw new Error('too many contexts');
    }
  } as unknown as ProbeEnvironment['OffscreenCanvas'];
  expect(await statusOf('webgl', browser({ OffscreenCanvas: broken }))).toEqual({
    device: 'webgl',
    available: false,
    why: 'too many contexts',
  });
});

test('the module that asks for SIMD is one that an engine with SIMD takes, and one that is cut is not', () => {
  const validated: Uint8Array[] = [];
  const asking = {
    Module: WebAssembly.Module,
    validate: (bytes: Uint8Array<ArrayBuffer>) => (validated.push(bytes), WebAssembly.validate(bytes)),
  } as unknown as typeof WebAssembly;
  return statusOf('wasm', browser({ WebAssembly: asking })).then((status) => {
    expect(status?.available).toBe(true);
    const [bytes] = validated as Array<Uint8Array<ArrayBuffer>>;
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(WebAssembly.validate(bytes.slice(0, -1))).toBe(false);
    // 0xfd begins an instruction on vectors.
    expect([...bytes]).toContain(253);
  });
});
