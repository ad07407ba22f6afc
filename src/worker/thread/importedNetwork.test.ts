/** Jobs of a network that another program trained, here one whose forecasts are known: it repeats a step of its window. */
import { english } from '../../core/language/phrase';
import { WorkerEngines } from '../../engine/devices/engines';
import { importedShape } from '../../engine/imported/imported';
import { request } from '../../testing/jobKit';
import { askedOf } from '../pinning';
import type { ForecastRequest, SavedModel } from '../protocol';
import { readPinned, writePinned } from '../storage/pinnedModel';
import { runJob } from './job';

const DAY = 24;
const engines = new WorkerEngines();
afterAll(() => engines.drop('cpu', 'gru'));
const parts = () => ({ engines, signal: new AbortController().signal, now: () => 1e12, onState: jest.fn() });

/** Sees a day and `features` values a step, and says for each lead time what the first of them was a day before. */
function repeating(outputs = 3, features = 1, context: object = {}): SavedModel {
  const layers = [
    { class_name: 'InputLayer', config: { name: 'input', batch_input_shape: [null, DAY, features] } },
    { class_name: 'Flatten', config: { name: 'flat' } },
    { class_name: 'Dense', config: { name: 'dense', units: outputs, use_bias: false } },
  ];
  const shape = importedShape(JSON.stringify({ class_name: 'Sequential', config: layers }));
  const weights = new Float32Array(DAY * features * outputs);
  for (let h = 0; h < outputs; h++) {
    weights[h * features * outputs + h] = 1;
  }
  return {
    trained: { shape, weights, epochs: 0, bestEpoch: 0, validationLoss: 0 },
    ...{ origin: 0, trainedAt: 5, seconds: 0, windows: 0, device: '', deviceReason: '', context },
  };
}
const asking = (change: Partial<ForecastRequest> = {}): ForecastRequest => ({
  ...request({ network: 'imported', horizon: 3 * 3600 }),
  ...change,
});
const run = (model: SavedModel | undefined, change: Partial<ForecastRequest> = {}) =>
  runJob({ ...asking(change), model }, parts());
const errorOf = async (model: SavedModel, change: Partial<ForecastRequest> = {}) => {
  const { result } = await run(model, change);
  const find = (name: string) => result.report.accuracy.find(({ source }) => source === name)!.mae;
  return { imported: find('imported'), naive: find('seasonal-naive'), result };
};

it('is replayed as a member of the blend: what repeats yesterday has the error of yesterday', async () => {
  const { imported, naive, result } = await errorOf(repeating());
  expect(imported).toBeCloseTo(naive, 1);
  expect(result.report.training).toMatchObject({ device: 'cpu', epochs: 0 });
  expect(result.report.notes.map(english).join()).toContain('The imported model was trained elsewhere');
  expect(result.report.coverage[1].count).toBeGreaterThan(50);
});

it.each([
  ['more lead times than are asked for', repeating(5)],
  ['the calendar beside the value', repeating(3, 5)],
  ['a scaler of its own', repeating(3, 1, { scaler: { center: -7, spread: 0.5 } })],
])('makes the same forecasts with %s', async (_, model) => {
  const [other, plain] = [await errorOf(model), await errorOf(repeating())];
  expect(other.imported).toBeCloseTo(plain.imported, 4);
});

it('sees the covariates of the panel after the value', async () => {
  const { series } = asking();
  const covariates = [{ ...series, name: 'queue', values: series.values.map(() => 3) }];
  const [other, plain] = [await errorOf(repeating(3, 2), { covariates }), await errorOf(repeating())];
  expect(other.imported).toBeCloseTo(plain.imported, 4);
});

it.each<[string, SavedModel | undefined]>([
  ['none is kept for it in this browser or in the dashboard, so import one in the details', undefined],
  ['it forecasts 2 steps, and the horizon has 3 of 1h: choose one of at most 2h, or another step', repeating(2)],
])('without one that fits the others forecast, and it says why: %s', async (why, model) => {
  const { result, model: used } = await run(model);
  expect(used).toBeUndefined();
  expect(english(result.report.notes[0])).toBe(`No imported model forecasts this series: ${why}.`);
  expect(result.report.accuracy.map(({ source }) => source)).not.toContain('imported');
  expect(result.forecast.point).toHaveLength(3);
});

it('has nothing to forecast of a series that never changes, or is too short', async () => {
  const { series } = asking();
  const still = { ...series, values: series.values.map(() => 4) };
  expect((await run(repeating(), { series: still })).result.report.source).toBe('constant');
  const short = { ...series, values: series.values.subarray(0, 30) };
  await expect(run(repeating(), { series: short })).rejects.toMatchObject({ detail: { kind: 'too-little-history' } });
});

it.each<[string, (topology: string) => string]>([
  ['it has a layer of a class that is not supported, Lambda', (topology) => topology.replace('Flatten', 'Lambda')],
  ['its sizes are not those of its layers', (topology) => topology.replace('"units":3', '"units":4')],
])('is read anew out of the store, where anyone may have changed it: %s', async (why, change) => {
  const model = repeating();
  const { shape } = model.trained;
  const changed = { ...model, trained: { ...model.trained, shape: { ...shape, topology: change(shape.topology!) } } };
  const { result } = await run(changed);
  expect(english(result.report.notes[0])).toBe(`No imported model forecasts this series: ${why}.`);
});

it('travels with a dashboard', async () => {
  const question = asking();
  const pinned = readPinned(writePinned({ ...repeating(), asked: askedOf(question) }));
  expect((await errorOf(pinned!)).imported).toBeCloseTo((await errorOf(repeating())).imported, 2);
});
