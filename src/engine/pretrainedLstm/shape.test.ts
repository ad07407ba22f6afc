import { phrase } from '../../core/language/phrase';
import { NET_QUANTILES, PATCH_FEATURES, PATCHES } from '../../core/networks/netFeatures';
import { createRandom } from '../model/random';
import { computeOutput, forecastQuantiles } from './forward';
import { PretrainedNetwork, SLICE } from './network';
import { packNet, unpackNet } from './packed';
import { countParameters, initialPretrained, listParameters, type PretrainedLstm } from './shape';
import { createTensorKernels } from './tensorKernels';
import { createWindows, ENCODER_SIZE } from './windows';

const shape = { layers: 2, hidden: 5, leadFeatures: 6, first: 7, second: 3 };
const Q = NET_QUANTILES.length;

test('the matrices are those of the equations, one after the other', () => {
  const list = listParameters(shape);
  expect(list.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
    ['kernel0', PATCH_FEATURES, 20],
    ['recurrent0', 5, 20],
    ['gates0', 1, 20],
    ['kernel1', 5, 20],
    ['recurrent1', 5, 20],
    ['gates1', 1, 20],
    ['state', 5, 7],
    ['lead', 6, 7],
    ['firstBias', 1, 7],
    ['second', 7, 3],
    ['secondBias', 1, 3],
    ['output', 3, Q],
    ['outputBias', 1, Q],
  ]);
  let end = 0;
  for (const { offset, rows, columns } of list) {
    expect(offset).toBe(end);
    end += rows * columns;
  }
  expect(countParameters(shape)).toBe(end);
});

describe('the weights to start from', () => {
  const { weights } = initialPretrained(shape, 4);
  const part = (name: string) => {
    const { offset, rows, columns } = listParameters(shape).find((parameter) => parameter.name === name)!;
    return [...weights.subarray(offset, offset + rows * columns)];
  };

  test.each([
    ['kernel0', 5],
    ['recurrent1', 5],
    ['state', 5],
    ['lead', 6],
    ['firstBias', 7],
    ['second', 7],
    ['secondBias', 7],
  ])('of %s lie within 1 / sqrt(%i), to both sides', (name, width) => {
    const values = part(name);
    const limit = 1 / Math.sqrt(width);
    expect(values.every((value) => Math.abs(value) <= limit)).toBe(true);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.4 * limit);
    expect(new Set(values).size).toBe(values.length);
  });

  test('open the forget gates and leave the output at the linear forecast', () => {
    for (const name of ['gates0', 'gates1']) {
      const gates = part(name);
      expect(gates.slice(5, 10)).toEqual([1, 1, 1, 1, 1]);
      expect([...gates.slice(0, 5), ...gates.slice(10)].every((value) => Math.abs(value) < 0.45)).toBe(true);
    }
    expect([...part('output'), ...part('outputBias')].every((value) => value === 0)).toBe(true);
    const out = computeOutput(
      shape,
      new Float64Array(weights),
      new Float32Array(ENCODER_SIZE).fill(0.5),
      new Float32Array(2 * 6)
    );
    expect(out).toHaveLength(2 * Q);
    expect(out.every((value) => value === 0)).toBe(true);
  });

  test('are those of the seed', () => {
    expect(initialPretrained(shape, 4).weights).toEqual(weights);
    expect(initialPretrained(shape, 5).weights).not.toEqual(weights);
  });
});

const random = createRandom(12);
const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);
/** Weights without zeros, so that every matrix counts. */
const net: PretrainedLstm = { shape, weights: noise(countParameters(shape)).map((weight) => 0.5 * weight) };

describe('forecasts of the network on the kernels', () => {
  const leads = 4;

  test('are those of the oracle, of more windows than a slice holds', async () => {
    const count = SLICE + 3;
    const network = new PretrainedNetwork(await createTensorKernels(['plain']), net, leads);
    const windows = createWindows(count, leads, shape.leadFeatures);
    expect(windows).toMatchObject({ count: 0, leads, leadFeatures: 6 });
    windows.count = count;
    windows.encoder.set(noise(count * PATCHES * PATCH_FEATURES));
    windows.decoder.set(noise(count * leads * 6));
    const all = network.forecast(windows);
    expect(all).toHaveLength(count * leads * Q);
    for (const w of [0, 1, SLICE - 1, SLICE, count - 1]) {
      const encoder = windows.encoder.subarray(w * ENCODER_SIZE, (w + 1) * ENCODER_SIZE);
      const decoder = windows.decoder.subarray(w * leads * 6, (w + 1) * leads * 6);
      forecastQuantiles(net, encoder, decoder).forEach((value, i) =>
        expect(all[w * leads * Q + i]).toBeCloseTo(value, 4)
      );
    }
  });

  test('rise in each lead time, and are the outputs sorted', () => {
    const [encoder, decoder] = [noise(ENCODER_SIZE), noise(2 * 6)];
    const raw = computeOutput(shape, new Float64Array(net.weights), encoder, decoder);
    const out = forecastQuantiles(net, encoder, decoder);
    for (const lead of [0, 1]) {
      const row = [...out.subarray(lead * Q, (lead + 1) * Q)];
      expect(row).toEqual([...raw.subarray(lead * Q, (lead + 1) * Q)].sort((a, b) => a - b));
    }
    expect([...raw]).not.toEqual([...out]);
  });
});

describe('packing', () => {
  test('rounds each weight to the nearest step of its matrix, the largest exactly', () => {
    const back = unpackNet(packNet(net));
    for (const { rows, columns, offset } of listParameters(shape)) {
      const values = net.weights.subarray(offset, offset + rows * columns);
      const step = Math.max(...values.map(Math.abs)) / 32767;
      values.forEach((value, i) => {
        expect(Math.abs(back.weights[offset + i] - value)).toBeLessThanOrEqual(0.5001 * step);
      });
    }
  });

  test('what was packed once is packed the same again', () => {
    const once = packNet(net);
    const again = packNet(unpackNet(once));
    expect(again.weights).toBe(once.weights);
    expect(again.shape).toEqual(shape);
  });

  test('a matrix of zeros stays one', () => {
    const zeros = { shape, weights: new Float32Array(net.weights.length) };
    const packed = packNet(zeros);
    expect(packed.units).toHaveLength(listParameters(shape).length);
    expect(packed.units.every((unit) => unit > 0)).toBe(true);
    expect(unpackNet(packed).weights).toEqual(zeros.weights);
  });

  test('a refusal says how many bytes there should be', () => {
    const bytes = 2 * net.weights.length;
    const short = { ...packNet(net), weights: btoa('ab') };
    expect(() => unpackNet(short)).toThrow(
      expect.objectContaining({
        detail: {
          kind: 'invalid-option',
          option: 'weights',
          why: phrase('not {{count}} bytes', { count: bytes }),
          value: '2',
        },
      })
    );
  });
});
