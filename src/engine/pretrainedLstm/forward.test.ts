import { LEAD_FEATURES } from '../../core/networks/netFeatures';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { forecastQuantiles } from './forward';
import { listParameters, type PretrainedShape } from './shape';

interface Fixture {
  state: Record<string, { shape: number[]; data: number[] }>;
  test: { E: number[]; D: number[]; out: number[] };
}

const file = path.join(process.env.PRESAGE_DATA ?? '', 'net_synthetic.json');
const hasData = Boolean(process.env.PRESAGE_DATA) && existsSync(file);

(hasData ? test : test.skip)(
  `the outputs of PyTorch's network are reproduced${hasData ? '' : ' (not run: PRESAGE_DATA names no folder with net_synthetic.json)'}`,
  () => {
    const { state, test: vectors }: Fixture = JSON.parse(readFileSync(file, 'utf8'));
    const shape = { layers: 1, hidden: 48, leadFeatures: LEAD_FEATURES, first: 48, second: 24 };
    const net = { shape, weights: fromPyTorch(shape, state) };
    const cases = vectors.E.length / (48 * 7);
    const [encoders, decoders, outputs] = [vectors.E, vectors.D, vectors.out].map((values) =>
      Array.from({ length: cases }, (_, i) =>
        values.slice((i * values.length) / cases, ((i + 1) * values.length) / cases)
      )
    );
    expect(cases).toBe(2);
    for (let i = 0; i < cases; i++) {
      const out = forecastQuantiles(net, Float32Array.from(encoders[i]), Float32Array.from(decoders[i]));
      expect(out).toHaveLength(outputs[i].length);
      out.forEach((value, at) => expect(Math.abs(value - outputs[i][at])).toBeLessThan(1e-5));
    }
  }
);

/** PyTorch keeps matrices (outputs, inputs), and two biases where one does. */
function fromPyTorch(shape: PretrainedShape, state: Fixture['state']): Float32Array {
  const sum = (...names: string[]) => names.map((name) => state[name].data).reduce((a, b) => a.map((x, i) => x + b[i]));
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
