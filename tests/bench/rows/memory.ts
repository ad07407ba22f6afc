import { attempt, type Row } from '../row';

const LIMITS_MB = { A: 4, B: 30 } as const;

export const memory: Row = {
  id: 'T12',
  what: 'memory of a network that trains, A / B',
  target: '<= 4 / 30 MB',
  async run(laboratory) {
    const measure = async (device: 'wasm' | 'webgpu') => ({
      A: await laboratory.inBrowser('measureMemory', { device, configuration: 'A' }),
      B: await laboratory.inBrowser('measureMemory', { device, configuration: 'B' }),
    });
    const wasm = await measure('wasm');
    const webgpu = await attempt(() => measure('webgpu'));
    const all = 'why' in webgpu ? [wasm] : [wasm, webgpu];
    return {
      measured: all.map(text).join('; '),
      isMet: all.every(({ A, B }) => A <= LIMITS_MB.A * 1e6 && B <= LIMITS_MB.B * 1e6),
      where: [
        'Chromium, worker, data of the series included: memory of WASM',
        'why' in webgpu ? `WebGPU: ${webgpu.why}` : 'buffers of WebGPU at their most',
      ].join('; '),
      figures: { wasm, webgpu },
    };
  },
};

const text = ({ A, B }: { A: number; B: number }) => `${megabytes(A)} / ${megabytes(B)} MB`;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
