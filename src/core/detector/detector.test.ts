import { english } from '../language/phrase';
import fc from 'fast-check';
import { largestGap } from '../../testing/largestGap';
import { createNoise, START } from '../../testing/testSeries';
import { describeReason, reasonOf } from './reason';
import { alertRows, defaultRules, findIncidents } from './incidents';
import type { NetworkChannel } from '../channels/networkChannel';
import { PRESETS, type PresetName } from './presets';
import { stepOf, type Samples } from '../channels/samples';
import { scoreSamples, type Scored } from './scoreSamples';

const STEP = 300;
const DAY = 288;
const WARM_UP = 2 * DAY;
const SITUATION = { warmUp: WARM_UP, step: STEP, hasNetwork: false };
const NAMES = Object.keys(PRESETS) as PresetName[];

/** A day of 50 +- 20 with noise, every five minutes. */
function makeSamples(length: number, edit: (value: number, row: number) => number = (value) => value): Samples {
  const noise = createNoise(7);
  const value = (row: number) => 50 + 20 * Math.sin((2 * Math.PI * row) / DAY) + noise();
  return {
    times: Float64Array.from({ length }, (_, row) => START + row * STEP * 1000),
    values: Float64Array.from({ length }, (_, row) => edit(value(row), row)),
  };
}

const score = (samples: Samples, preset: PresetName = 'sustained', options: { mask?: Uint8Array } = {}) =>
  scoreSamples(samples, { preset, warmUp: WARM_UP, ...options });
const incidentsOf = (samples: Samples, preset: PresetName = 'sustained') =>
  findIncidents(samples, score(samples, preset), defaultRules(preset, { ...SITUATION, step: stepOf(samples.times) }));
const expectClose = (left: Scored, right: Scored, to = left.likelihood.length) => {
  expect(largestGap(left.likelihood.subarray(0, to), right.likelihood.subarray(0, to))).toBeLessThan(1e-6);
};

describe.each(NAMES)('the preset %s', (preset) => {
  test('reads nothing later than the row it judges', () => {
    const plain = score(makeSamples(6 * DAY), preset);
    fc.assert(
      fc.property(
        fc.integer({ min: WARM_UP, max: 6 * DAY - 1 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (row, value) => {
          const changed = score(
            makeSamples(6 * DAY, (old, at) => (at > row ? value : old)),
            preset
          );
          expect(changed.likelihood.subarray(0, row + 1)).toEqual(plain.likelihood.subarray(0, row + 1));
          expect(changed.expected.subarray(0, row + 1)).toEqual(plain.expected.subarray(0, row + 1));
        }
      ),
      { numRuns: 8 }
    );
  });

  test('does not depend on the unit of the series', () => {
    const plain = score(makeSamples(5 * DAY), preset);
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        (power, shift) => {
          const scaled = score(
            makeSamples(5 * DAY, (value) => value * 10 ** power + shift),
            preset
          );
          expectClose(scaled, plain);
          expect(scaled.expected[4 * DAY]).toBeCloseTo(plain.expected[4 * DAY] * 10 ** power + shift, 5);
        }
      ),
      { numRuns: 20 }
    );
  });

  test('gives numbers for numbers, whatever they are', () => {
    const values = fc.array(fc.oneof(fc.double({ min: -1e149, max: 1e149, noNaN: true }), fc.constant(0)), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, warmUp) => {
        const samples = { times: Float64Array.from(list, (_, row) => row * 60_000), values: Float64Array.from(list) };
        const scored = scoreSamples(samples, { preset, warmUp });
        expect(scored.likelihood.every(Number.isFinite)).toBe(true);
        expect(scored.expected.every(Number.isFinite)).toBe(true);
      })
    );
  });

  test('stays finite on a constant that lasts for months', () => {
    const samples = makeSamples(30_000, (_, row) => (row < 29_000 ? 3 : 4));
    const { likelihood } = score(samples, preset);
    expect(likelihood.every(Number.isFinite)).toBe(true);
    expect(Math.max(...likelihood.subarray(0, 29_000))).toBeLessThan(1);
    expect(incidentsOf(samples, preset)).toMatchObject([{ start: 29_000, direction: 'above' }]);
  });

  test('finds a spike, and where it is', () => {
    const samples = makeSamples(8 * DAY, (value, row) => value + (row >= 6 * DAY && row < 6 * DAY + 3 ? 40 : 0));
    const [first, ...more] = incidentsOf(samples, preset);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ direction: 'above' });
    expect(first.start).toBeGreaterThanOrEqual(6 * DAY);
    expect(first.start).toBeLessThan(6 * DAY + 3);
    expect(first.peakScore).toBeGreaterThan(1);
    const half = defaultRules(preset, { ...SITUATION, sensitivity: 2 });
    expect(2 * half.threshold).toBe(defaultRules(preset, SITUATION).threshold);
  });

  test('reads nothing later either where the series has not moved yet', () => {
    const make = (height: number) =>
      score(
        makeSamples(4 * DAY, (_, row) => (row < 3 * DAY ? 7 : 7 + height)),
        preset
      );
    expect(make(1).likelihood.subarray(0, 3 * DAY)).toEqual(make(-5).likelihood.subarray(0, 3 * DAY));
  });

  test('judges nothing in a series that is shorter than its warm-up', () => {
    const samples = makeSamples(DAY, (value, row) => (row === 200 ? 1e6 : value));
    const scored = score(samples, preset);
    expect(scored.warmUp).toBe(DAY);
    expect(scored.likelihood).toEqual(new Float64Array(DAY));
    expect(incidentsOf(samples, preset)).toEqual([]);
    expect(score({ times: new Float64Array(0), values: new Float64Array(0) }, preset).likelihood).toHaveLength(0);
  });

  test('treats missing samples as if they had not been taken', () => {
    const isKept = (row: number) => row % 7 !== 3 && !(row > 900 && row < 1000);
    const full = makeSamples(5 * DAY, (value, row) => (isKept(row) ? value : NaN));
    const kept = Array.from(full.values.keys()).filter(isKept);
    const pick = (values: Float64Array) => Float64Array.from(kept, (row) => values[row]);
    const dense = score({ times: pick(full.times), values: pick(full.values) }, preset);
    const scored = score(full, preset);
    expect(pick(scored.likelihood)).toEqual(dense.likelihood);
    expect(scored.likelihood[3]).toBeNaN();
    expect(scored.warmUp).toBe(kept[WARM_UP]);
  });
});

test('a level shift is one incident, not many', () => {
  const samples = makeSamples(12 * DAY, (value, row) => value + (row >= 6 * DAY ? 150 : 0));
  const incidents = incidentsOf(samples);
  expect(incidents).toHaveLength(1);
  expect(incidents[0].start - 6 * DAY).toBeLessThan(3);
});

test('masked rows are judged, and teach nothing', () => {
  const isBad = (row: number) => row >= 4 * DAY && row < 5 * DAY;
  const makeBad = (height: number) => makeSamples(8 * DAY, (value, row) => (isBad(row) ? value + height : value));
  const mask = Uint8Array.from({ length: 8 * DAY }, (_, row) => (isBad(row) ? 1 : 0));
  const [bad, worse] = [makeBad(100), makeBad(150)].map((samples) => score(samples, 'sustained', { mask }));
  expect(bad.likelihood[4 * DAY + 10]).toBeGreaterThan(PRESETS.sustained.threshold.withoutNetwork);
  // The windows of the likelihood reach ten rows back; nothing else remembers how bad the masked rows were.
  expect(bad.likelihood.subarray(5 * DAY + 20)).toEqual(worse.likelihood.subarray(5 * DAY + 20));
  expect(score(makeBad(100)).likelihood[7 * DAY]).not.toBe(bad.likelihood[7 * DAY]);
});

test('the network adds its channel', () => {
  const network: NetworkChannel = (z) => ({
    short: z.map(() => NaN),
    long: z.map((_, row) => (row === 4 * DAY ? 50 : row < 100 ? NaN : 1 + (row % 2))),
  });
  const samples = makeSamples(5 * DAY);
  const scored = scoreSamples(samples, { preset: 'sustained', warmUp: WARM_UP, network });
  expect(Object.keys(scored.channels)).toEqual(['autoregression', 'season', 'level', 'network']);
  const rules = defaultRules('sustained', { ...SITUATION, hasNetwork: true });
  const [incident] = findIncidents(samples, scored, rules);
  expect(incident).toMatchObject({ start: 4 * DAY, channel: 'network' });
  expect(english(describeReason(reasonOf(incident, samples, scored), () => '41'))).toBe(
    'The LSTM did not expect 41 after the last hours'
  );
});

describe('alerts', () => {
  const rules = { threshold: 10, coolDown: 3, habituation: 0 };

  test('are the first rows of times at or above the threshold', () => {
    const likelihood = Float64Array.of(0, 10, 9, 12, NaN, 9, 9, 11, 0, 0, 10, 0, 0, 0, 9.9);
    expect(alertRows(likelihood, rules)).toEqual([1, 7]);
    expect(alertRows(likelihood, { ...rules, coolDown: 0 })).toEqual([1, 3, 7, 10]);
  });

  test('need more soon after another, where the detector gets used to them', () => {
    const likelihood = Float64Array.of(11, 0, 0, 0, 0, 11, 0, 0, 0, 0, 12, 0, 0, 0, 0, 12, 0, 0, 0, 0, 14);
    expect(alertRows(likelihood, { ...rules, habituation: 0.2 })).toEqual([0, 10, 20]);
  });
});

describe('incidents', () => {
  const samples = makeSamples(8 * DAY, (value, row) => {
    const isHigh = row >= 4 * DAY && row < 4 * DAY + 30;
    return value + (isHigh ? 60 : row === 6 * DAY ? -40 : 0);
  });
  const rules = defaultRules('sustained', SITUATION);
  const scored = score(samples);
  const find = (changed: Partial<typeof rules>) =>
    findIncidents(samples, scored, { ...rules, ...changed }).map(({ direction }) => direction);

  test('have a side, a size and a duration that rules can ask for', () => {
    expect(find({})).toEqual(['above', 'below']);
    expect(find({ direction: 'below' })).toEqual(['below']);
    expect(find({ direction: 'above' })).toEqual(['above']);
    expect(find({ minimumDeviation: 50 })).toEqual(['above']);
    expect(find({ minimumDuration: 20 })).toEqual(['above']);
    expect(find({ threshold: 1000 })).toEqual([]);
  });

  test('say why, in words', () => {
    const incidents = findIncidents(samples, scored, rules);
    const describe = (channel: 'autoregression' | 'season' | 'level', index: number) =>
      english(describeReason(reasonOf({ ...incidents[index], channel }, samples, scored), (value) => value.toFixed(0)));
    expect(describe('autoregression', 0)).toMatch(/^Jumped away from what the last values led to: \d+ where \d+ was/);
    expect(describe('season', 1)).toMatch(/^Unusually low for this time of day: \d+ where \d+ was expected$/);
    expect(describe('level', 0)).toMatch(/^Far above its usual level: \d+, usually \d+$/);
  });
});
