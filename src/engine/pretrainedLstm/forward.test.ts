import { LEAD_FEATURES } from '../../core/networks/netFeatures';
import { createPretrainedForecaster } from './forecaster';
import { forecastQuantiles } from './forward';
import pytorch from './pytorch.json';
import { listParameters, type PretrainedShape } from './shape';

const { state, encoder, decoder, quantiles } = pytorch;
const shape = { layers: 1, hidden: 48, leadFeatures: LEAD_FEATURES, first: 48, second: 24 };
const net = { shape, weights: fromPyTorch(shape) };
const CASES = 2;
const LEADS = 5;
const part = (values: number[], i: number) =>
  values.slice((i * values.length) / CASES, ((i + 1) * values.length) / CASES);

test("the outputs of PyTorch's network are reproduced", () => {
  for (let i = 0; i < CASES; i++) {
    const out = forecastQuantiles(net, Float32Array.from(part(encoder, i)), Float32Array.from(part(decoder, i)));
    const expected = part(quantiles, i);
    expect(out).toHaveLength(expected.length);
    out.forEach((value, at) => expect(Math.abs(value - expected[at])).toBeLessThan(1e-5));
  }
});

test('and by the kernels that ship, of both windows at once', async () => {
  const infer = await createPretrainedForecaster(net);
  const inputs = [0, 1].map((i) => ({
    encoder: Float32Array.from(part(encoder, i)),
    decoder: Float32Array.from(part(decoder, i)),
    base: new Float64Array(LEADS),
    scale: 1,
  }));
  infer(inputs).forEach((out, i) => {
    const expected = part(quantiles, i);
    expect(out).toHaveLength(expected.length);
    expected.forEach((value, at) => expect(Math.abs(out[at] - value)).toBeLessThan(1e-4));
  });
});

/** float32, little-endian. */
function read(name: string): number[] {
  const bytes = Buffer.from((state as Record<string, string>)[name], 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

/** PyTorch keeps matrices (outputs, inputs), and two biases where one does. */
function fromPyTorch(shape: PretrainedShape): Float32Array {
  const sum = (...names: string[]) => names.map(read).reduce((a, b) => a.map((x, i) => x + b[i]));
  const source: Record<string, number[]> = {
    kernel0: sum('l.weight_ih_l0'),
    recurrent0: sum('l.weight_hh_l0'),
    gates0: sum('l.bias_ih_l0', 'l.bias_hh_l0'),
    state: sum('a.weight'),
    lead: sum('b.weight'),
    firstBias: sum('a.bias', 'b.bias'),
    second: sum('c.weight'),
    secondBias: sum('c.bias'),
    output: sum('o.weight'),
    outputBias: sum('o.bias'),
  };
  return Float32Array.from(
    listParameters(shape).flatMap(({ name, rows, columns }) =>
      Array.from({ length: rows * columns }, (_, i) => source[name][(i % columns) * rows + Math.floor(i / columns)])
    )
  );
}
