import { STACKED_FEATURES } from '../../src/core/networks/stackedInput';
import { createRandom } from '../../src/engine/model/random';
import { FAMILIES } from './corpus/families';
import { makeSyntheticSeries } from './corpus/series';
import { pretrain } from './pretrain';
import { makeCorpus } from './windows';

const options = {
  shape: { layers: 1, hidden: 16, leadFeatures: STACKED_FEATURES, first: 16, second: 8 },
  series: 4,
  windowsPerSeries: 16,
  steps: 24,
  batchSize: 32,
  learningRate: 3e-3,
  seed: 5,
};

test('the same seed gives the same weights, another seed others; the network learns', async () => {
  const { packed, card } = await pretrain(options);
  const again = await pretrain(options);
  expect(again.packed).toEqual(packed);
  expect({ ...again.card, seconds: card.seconds }).toEqual(card);
  expect((await pretrain({ ...options, series: 2, steps: 2, seed: 6 })).packed.weights).not.toBe(packed.weights);
  expect(card.heldOutLoss.after).toBeLessThan(0.95 * card.heldOutLoss.before);
}, 120_000);

test('every family makes series, mostly known and not constant', () => {
  const random = createRandom(3);
  const seen = new Set<string>();
  for (let i = 0; i < 100; i++) {
    const { family, series } = makeSyntheticSeries(random, 8);
    seen.add(family);
    const known = series.values.filter((value) => !Number.isNaN(value));
    expect(known.every(Number.isFinite)).toBe(true);
    expect(known.length).toBeGreaterThan(0.85 * series.values.length);
    expect(new Set(known).size).toBeGreaterThan(1);
  }
  expect([...seen].sort()).toEqual(FAMILIES.map(({ name }) => name).sort());
});

test('the windows of a corpus are finite, their targets mostly known', () => {
  const { windows } = makeCorpus(createRandom(2), 2, 24);
  expect(windows.count).toBe(48);
  expect([...windows.encoder, ...windows.decoder].every(Number.isFinite)).toBe(true);
  expect(windows.targets.filter((target) => !Number.isNaN(target)).length).toBeGreaterThan(
    0.8 * windows.targets.length
  );
});
