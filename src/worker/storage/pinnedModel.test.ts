import { phrase } from '../../core/language/phrase';
import { parameterCount } from '../../engine/model';
import { exampleModel, exampleRequest } from '../../testing/fakeWorker';
import { askedOf } from '../pinning';
import { MOST_PINNED, readPinned, writePinned } from './pinnedModel';

const pinnable = () => ({ ...exampleModel(1000), asked: askedOf(exampleRequest()) });

/** A model of the default size with weights of very different sizes. */
function largeModel() {
  const shape = { features: 8, sequenceLength: 24, layers: 2, hidden: 50, outputs: 12 };
  const weights = Float32Array.from(
    { length: parameterCount(shape) },
    (_, i) => Math.sin(i) * (i % 640 < 64 ? 9 : 0.1)
  );
  const model = pinnable();
  return { ...model, context: { scaler: { center: 1.5, spread: 2 } }, trained: { ...model.trained, shape, weights } };
}

it('comes back with all that it was, its weights to within half a step of 8 bits', () => {
  const model = largeModel();
  const text = writePinned(model);
  const back = readPinned(text)!;
  expect({ ...back, trained: { ...back.trained, weights: [] } }).toEqual({
    ...model,
    deviceReason: phrase('trained elsewhere, pinned to the dashboard'),
    trained: { ...model.trained, weights: [] },
  });
  const { weights } = model.trained;
  const worst = weights.reduce((most, weight, i) => {
    const from = i - (i % 64);
    const scale = Math.max(...weights.subarray(from, from + 64).map(Math.abs)) / 127;
    return Math.max(most, Math.abs(weight - back.trained.weights[i]) / scale);
  }, 0);
  expect(worst).toBeLessThan(0.51);
  expect(worst).toBeGreaterThan(0.3);
});

it('takes 50 kB at the default size, a fifth of what the weights take as numbers of a file', () => {
  const model = largeModel();
  const { length } = writePinned(model);
  expect(length).toBeLessThan(1.8 * model.trained.weights.length);
  expect(Math.round(length / 1000)).toBe(50);
  expect(length).toBeLessThan(MOST_PINNED);
});

type Parsed = {
  version: number;
  device: string;
  asked?: unknown;
  trained: { weights: string; scales: unknown[]; shape: { hidden: number } };
};

const changed = (change: (model: Parsed) => void) => {
  const model: Parsed = JSON.parse(writePinned(pinnable()));
  change(model);
  return JSON.stringify(model);
};

it.each<[string, unknown]>([
  ['no text', 7],
  ['no JSON', '{'],
  ['another version', changed((model) => (model.version = 1))],
  ['weights that are none', changed((model) => (model.trained.weights = '%%%'))],
  ['too few weights', changed((model) => (model.trained.weights = 'AAAA'))],
  ['nothing that it was asked for', changed((model) => (model.asked = undefined))],
  ['no scales', changed((model) => (model.trained.scales = []))],
  ['a scale that is no number', changed((model) => (model.trained.scales = ['x']))],
  ['another shape', changed((model) => (model.trained.shape.hidden = 2))],
  ['too long a text', changed((model) => (model.device = 'x'.repeat(MOST_PINNED)))],
])('is no model with %s', (_, text) => {
  expect(readPinned(text)).toBeUndefined();
});
