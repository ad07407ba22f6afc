import { cpus } from 'node:os';
import type { Laboratory } from '../laboratory';
import { attempt, type Row } from '../row';
import { digits } from '../statistics';

const SIZES = [1, 4, 16, 64];
/** Steps of each series: with WASM as many as take a second together; software needs a tenth of a second for one. */
const wasmSteps = (size: number) => Math.max(22, 352 / size);
const SOFTWARE_STEPS = 2;
const GPU_STEPS = 88;
const WORKERS = Math.max(1, cpus().length - 1);

export const manySeries: Row = {
  id: 'T11',
  what: '16 series at once on a discrete GPU, against one after another',
  target: '>= 8x',
  async run(laboratory) {
    const wasm = await curve((size) => trainInWorkers(laboratory, size));
    const gpu = await laboratory.inBrowser('describeGpu');
    const webgpuSteps = gpu.isReal ? GPU_STEPS : SOFTWARE_STEPS;
    const webgpu = await attempt(() => curve((size) => trainAtOnce(laboratory, size, webgpuSteps)));
    const curves = [
      `WASM in ${WORKERS} workers at most: ${text(wasm)}`,
      'why' in webgpu ? `WebGPU: ${webgpu.why}` : `WebGPU, ${gpu.name}: ${text(webgpu)}`,
    ];
    const gain = gpu.isReal && !('why' in webgpu) ? webgpu[0].cost / webgpu[2].cost : undefined;
    return {
      measured: gain === undefined ? 'not measured: no GPU' : `${digits(gain)}x`,
      isMet: gain === undefined ? undefined : gain >= 8,
      where: `Chromium; ms per series and step of A for ${SIZES.join(', ')} series: ${curves.join('; ')}`,
      figures: { wasm, webgpu },
    };
  },
};

interface Point {
  size: number;
  /** ms per series and step */
  cost: number;
}

async function curve(measure: (size: number) => Promise<number>): Promise<Point[]> {
  const points: Point[] = [];
  for (const size of SIZES) {
    points.push({ size, cost: await measure(size) });
  }
  return points;
}

const text = (points: Point[]) => points.map(({ cost }) => digits(cost)).join(', ');

async function trainAtOnce(laboratory: Laboratory, size: number, steps: number): Promise<number> {
  const question = { device: 'webgpu', size, steps } as const;
  const { began, ended } = await laboratory.inBrowser('trainGroup', question);
  return (ended - began) / (size * steps);
}

/** Shared out evenly; from the first worker's first step to the last worker's last. */
async function trainInWorkers(laboratory: Laboratory, size: number): Promise<number> {
  const steps = wasmSteps(size);
  const workers = Math.min(WORKERS, size);
  const shares = Array.from({ length: workers }, (_, i) => Math.ceil((size - i) / workers));
  const spans = await Promise.all(
    shares.map((share) => laboratory.inBrowser('trainGroup', { device: 'wasm', size: share, steps }))
  );
  const began = Math.min(...spans.map((span) => span.began));
  const ended = Math.max(...spans.map((span) => span.ended));
  return (ended - began) / (size * steps);
}
