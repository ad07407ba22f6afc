/** The suite inside a worker, as in production: one subject a message, its measurements back. */
import { probe } from '../../src/engine/probe';
import { createReferenceEngine } from '../../src/engine/reference';
import { parityCases } from './cases';
import { measure, type Measurement } from './measure';
import { subjects } from './subjects';

export interface Report {
  device: string;
  measurements: Record<string, Measurement>;
  /** things held on the device before and after the last case */
  held: [number | undefined, number | undefined];
}

onmessage = async ({ data }: MessageEvent<{ subject?: string }>) => {
  try {
    postMessage({ result: data.subject === undefined ? await probe() : await report(data.subject) });
  } catch (error) {
    const detail = error instanceof Error && 'detail' in error ? JSON.stringify(error.detail) : '';
    postMessage({ error: `${error} ${detail}` });
  }
};

async function report(name: string): Promise<Report> {
  const subject = subjects.find((row) => row.name === name);
  if (!subject) {
    throw new Error(`no subject ${name}`);
  }
  const engine = await subject.start(new URL('/wasm/', location.href).href);
  const oracle = createReferenceEngine();
  const measurements: Record<string, Measurement> = {};
  let before: number | undefined;
  for (const parityCase of parityCases) {
    before = subject.held?.();
    measurements[parityCase.name] = await measure(engine, oracle, parityCase);
  }
  const after = subject.held?.();
  engine.dispose();
  return { device: engine.device, measurements, held: [before, after] };
}
