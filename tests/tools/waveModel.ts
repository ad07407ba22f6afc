/**
 * Writes tests/golden/wave-model: a LayersModel of TensorFlow.js that is of use to the series of
 * tests/importedModels.spec.ts and was not trained here. One dense layer over the last 48 half hours, by ridge regression
 * on made-up series of the same three periods, of which none divides a day.
 *
 *   npx tsx tests/tools/waveModel.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { io, layers, sequential, tensor, type Tensor } from '@tensorflow/tfjs';
import { solveSymmetric } from '../../src/core/math/linear';
import { createNoise } from '../../src/testing/testSeries';

const STEPS = 48;
const LEADS = 4;
/** Half hours. */
const PERIODS = [10.7, 15.3, 22];
const SERIES = 4000;
const RIDGE = 0.01;
const FOLDER = path.join(__dirname, '../golden/wave-model');

/** (LEADS)(STEPS) weights of the least squared errors. */
function fit(): Float64Array[] {
  const noise = createNoise(7);
  const normal = new Float64Array(STEPS * STEPS);
  const right = Array.from({ length: LEADS }, () => new Float64Array(STEPS));
  for (let s = 0; s < SERIES; s++) {
    const parts = PERIODS.map((period) => ({ speed: (2 * Math.PI) / period, a: noise(), b: noise() }));
    const level = noise();
    const x = Float64Array.from({ length: STEPS + LEADS }, (_, t) =>
      parts.reduce((sum, { speed, a, b }) => sum + a * Math.cos(speed * t) + b * Math.sin(speed * t), level)
    );
    const seen = x.slice(0, STEPS).map((value) => value + 0.05 * noise());
    for (let i = 0; i < STEPS; i++) {
      for (let j = 0; j < STEPS; j++) {
        normal[i * STEPS + j] += seen[i] * seen[j];
      }
      right.forEach((sums, h) => (sums[i] += seen[i] * x[STEPS + h]));
    }
  }
  for (let i = 0; i < STEPS; i++) {
    normal[i * STEPS + i] += RIDGE;
  }
  return right.map((sums) => solveSymmetric(normal.slice(), sums)!);
}

async function main(): Promise<void> {
  const weights = fit();
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [STEPS, 1], name: 'window' }),
      layers.dense({ units: LEADS, useBias: false, name: 'filter' }),
    ],
  });
  const kernel = Float32Array.from({ length: STEPS * LEADS }, (_, i) => weights[i % LEADS][Math.floor(i / LEADS)]);
  model.setWeights([tensor(kernel, [STEPS, LEADS]) as Tensor]);
  await model.save(
    io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const json = { format: 'layers-model', modelTopology, weightsManifest };
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(path.join(FOLDER, 'model.json'), `${JSON.stringify(json)}\n`);
      writeFileSync(path.join(FOLDER, 'weights.bin'), Buffer.from(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    })
  );
}

void main();
