import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelShape } from '../../src/engine/model/engine';

/** One file of `make_golden.py`, as numbers. */
export interface Golden {
  name: string;
  shape: ModelShape;
  options: { batchSize: number; clipNorm: number; learningRate: number };
  weights: number[];
  inputs: number[];
  targets: Float32Array;
  origins: number[];
  outputs: number[];
  loss: number;
  gradient: number[];
  steps: number;
  stepLosses: number[];
  finalLoss: number;
  finalWeights: number[];
}

export const GOLDEN_NAMES = ['one-layer', 'two-layers', 'three-layers'] as const;

/** Reads a fixture; JSON's null is an unknown target, NaN. */
export function readGolden(name: (typeof GOLDEN_NAMES)[number]): Golden {
  const raw = JSON.parse(readFileSync(path.join(__dirname, `${name}.json`), 'utf8'));
  return { ...raw, targets: Float32Array.from(raw.targets, (y: number | null) => y ?? NaN) };
}
