import { type Words, Spoken, phrase } from '../../core/language';
import type { DeviceStatus } from '../model';

/** The few parts of a GPUAdapter that are looked at. Browsers moved the flag from the adapter to its info. */
export interface AdapterFacts {
  info?: { vendor?: string; architecture?: string; description?: string; isFallbackAdapter?: boolean };
  isFallbackAdapter?: boolean;
}

/** The surroundings that `probe` looks at, as an argument so that every kind of browser can be tried in a test. */
export interface ProbeEnvironment {
  isSecureContext: boolean;
  gpu?: { requestAdapter(options?: { powerPreference?: 'high-performance' }): Promise<AdapterFacts | null> };
  /** a canvas that a worker can draw on */
  OffscreenCanvas?: new (
    width: number,
    height: number
  ) => {
    getContext(kind: 'webgl2'): WebGL2RenderingContext | null;
  };
  WebAssembly?: Pick<typeof WebAssembly, 'Module' | 'validate'>;
}

/** The worker, page or process this runs in. */
export function currentEnvironment(): ProbeEnvironment {
  const { isSecureContext, navigator, OffscreenCanvas, WebAssembly } = globalThis as typeof globalThis & {
    navigator?: { gpu?: ProbeEnvironment['gpu'] };
  };
  return { isSecureContext, gpu: navigator?.gpu, OffscreenCanvas, WebAssembly } as ProbeEnvironment;
}

/** The devices that can train here, and the reasons of the others. Never throws. */
export async function probe(environment: ProbeEnvironment = currentEnvironment()): Promise<DeviceStatus[]> {
  return [
    await probeWebGpu(environment),
    probeWebGl(environment),
    probeWasm(environment),
    { device: 'cpu', available: true, detail: phrase('TypeScript, double precision') },
  ];
}

/** Names of processors that play a GPU: Chromium's, Mesa's, Windows' and Apple's. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|basic render|software/i;

/** A GPU that the processor plays. */
const inSoftware = (detail: Words) => phrase('{{detail}} (software)', { detail });

/** A driver that hangs must not hang the panel. */
const ADAPTER_TIMEOUT_MS = 5000;

async function probeWebGpu({ isSecureContext, gpu }: ProbeEnvironment): Promise<DeviceStatus> {
  const device = 'webgpu';
  const missing = (why: Words): DeviceStatus => ({ device, available: false, why });
  if (!gpu) {
    return missing(
      isSecureContext
        ? phrase('this browser has no WebGPU')
        : phrase('this page is not served over https, and browsers offer WebGPU to secure pages only')
    );
  }
  try {
    const adapter = await withTimeout(gpu.requestAdapter({ powerPreference: 'high-performance' }), ADAPTER_TIMEOUT_MS);
    if (!adapter) {
      return missing(phrase('the browser offers no GPU: it is switched off, blocked, or its driver is not supported'));
    }
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info ?? {};
    const name = [vendor, architecture, description].filter(Boolean).join(' ');
    const detail = name || phrase('a GPU that does not say its name');
    const isSoftware = Boolean(isFallbackAdapter ?? adapter.isFallbackAdapter) || SOFTWARE.test(name);
    return { device, available: true, detail: isSoftware ? inSoftware(detail) : detail, isSoftware };
  } catch (error) {
    return missing(messageOf(error));
  }
}

function probeWebGl({ OffscreenCanvas }: ProbeEnvironment): DeviceStatus {
  const device = 'webgl';
  const missing = (why: Words): DeviceStatus => ({ device, available: false, why });
  if (!OffscreenCanvas) {
    return missing(phrase('this browser has no OffscreenCanvas, without which a worker cannot use WebGL'));
  }
  try {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!gl) {
      return missing(phrase('this browser has no WebGL 2, or it is switched off'));
    }
    const name = gl.getExtension('WEBGL_debug_renderer_info');
    const detail = String(gl.getParameter(name ? name.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    const hasFloat = gl.getExtension('EXT_color_buffer_float') !== null;
    // Browsers keep a small number of contexts; this one has said all it knows.
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    if (!hasFloat) {
      return missing(phrase('{{detail}} cannot write 32-bit numbers, which training needs', { detail }));
    }
    const isSoftware = SOFTWARE.test(detail);
    return { device, available: true, detail: isSoftware ? inSoftware(detail) : detail, isSoftware };
  } catch (error) {
    return missing(messageOf(error));
  }
}

/** The header of an empty module: magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** A function that makes a vector of zeros and drops it: `i32.const 0, i8x16.splat, drop`. */
const SIMD_MODULE = Uint8Array.of(
  ...EMPTY_MODULE,
  ...[1, 4, 1, 96, 0, 0], // types: one function () -> ()
  ...[3, 2, 1, 0], // functions: one of that type
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11] // code
);

function probeWasm({ WebAssembly }: ProbeEnvironment): DeviceStatus {
  const device = 'wasm';
  if (!WebAssembly) {
    return { device, available: false, why: phrase('this browser has no WebAssembly') };
  }
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (error) {
    // An empty module is always valid, so this is the page's policy.
    const why = phrase("the page's Content-Security-Policy refuses it ('wasm-unsafe-eval' is missing): {{message}}", {
      message: messageOf(error),
    });
    return { device, available: false, why };
  }
  return WebAssembly.validate(SIMD_MODULE)
    ? { device, available: true, detail: phrase('WebAssembly with SIMD') }
    : { device, available: false, why: phrase('this browser has no SIMD in WebAssembly') };
}

function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Spoken(phrase('the GPU did not answer within {{seconds}} s', { seconds: ms / 1000 }))),
      ms
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
