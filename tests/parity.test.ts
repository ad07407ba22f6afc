/** Every engine that runs in Node against the oracle. The same suite runs in a browser: parity.spec.ts. */
import path from 'node:path';
import type { Engine } from '../src/engine/model/engine';
import { createReferenceEngine } from '../src/engine/reference/reference';
import { networkCases, parityCases } from './parity/cases';
import { fuzz } from './parity/fuzz';
import { measure } from './parity/measure';
import { NETWORK_TOLERANCE, subjects } from './parity/subjects';
import { startTfjs } from './parity/tfjsEngines';

const WASM_PATH = `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`;
// TensorFlow.js on the CPU is slow, and machines are shared.
jest.setTimeout(120_000);

const oracle = createReferenceEngine();

describe.each(subjects.filter(({ places }) => places.includes('node')))(
  '$name',
  ({ device, tolerance, start, held }) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await start(WASM_PATH);
    });
    afterAll(() => engine?.dispose());

    test('is an engine of its device', () => {
      expect(engine.device).toBe(device);
    });

    test.each(parityCases)('computes what the oracle does: $name', async (parityCase) => {
      const { distances, ...facts } = await measure(engine, oracle, parityCase);
      expect(facts).toEqual({ isRepeatable: true, isRestored: true, ignoresUnknown: true, learns: true });
      for (const [what, distance] of Object.entries(distances)) {
        expect({ what, distance, isClose: distance <= tolerance }).toEqual({ what, distance, isClose: true });
      }
    });

    test('refuses what is wrong with a typed error, and works on', async () => {
      const before = held?.();
      const { trained, refused, others } = await fuzz(engine);
      expect(others).toEqual([]);
      expect(trained).toBeGreaterThan(20);
      expect(refused).toBeGreaterThan(200);
      expect(held?.()).toBe(before);
    });

    test('leaves nothing behind', async () => {
      const before = held?.();
      await measure(engine, oracle, parityCases[0]);
      expect(held?.()).toBe(before);
    });
  }
);

describe('networks of layers', () => {
  let engines: Engine[];
  beforeAll(async () => {
    engines = [await startTfjs('wasm', WASM_PATH), await startTfjs('cpu')];
  });
  afterAll(() => engines?.forEach((engine) => engine.dispose()));

  test.each(networkCases)('are the same on WASM as on the CPU: $name', async (parityCase) => {
    const [wasm, cpu] = engines;
    const { distances, ...facts } = await measure(wasm, cpu, parityCase);
    expect(facts).toEqual({ isRepeatable: true, isRestored: true, ignoresUnknown: true, learns: true });
    for (const [what, distance] of Object.entries(distances)) {
      expect({ what, distance, isClose: distance <= NETWORK_TOLERANCE }).toEqual({ what, distance, isClose: true });
    }
  });
});
