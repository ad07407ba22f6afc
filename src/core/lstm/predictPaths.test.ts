import { largestGap } from '../../testing/largestGap';
import { change, DAY, makeDaily } from '../../testing/testSeries';
import { defaultOptions } from '../options/optionValues';
import { toSlices } from '../series/split';
import { createView } from './features';
import { baseAt } from './linearBase';
import { predictPaths } from './predictPaths';
import { createTrainingSet } from './trainingSet';

const series = change(makeDaily(12), (value, t) => (t === 500 ? NaN : value));
const set = createTrainingSet(series, { ...defaultOptions(), horizon: 2 * 3600 }, 'UTC');
const { context, shape } = set;
const none = new Uint8Array(series.values.length);
/** A network that answers with the number of its output. */
const network = async (_: Float32Array, origins: Int32Array) =>
  Float32Array.from({ length: origins.length * shape.outputs }, (__, at) => at % 5);

test('a path is the linear base forecast and what the network adds in units of its spread, in the unit of the series', async () => {
  const paths = await predictPaths(set, network, none);
  const { scaler, linearBase } = context;
  const view = createView(series, scaler, linearBase, 'UTC');
  [...paths.keys()].forEach((origin, w) => {
    const base = baseAt(origin, view, linearBase, new Float64Array(shape.outputs));
    const expected = base.map(
      (value, h) => scaler.center + scaler.spread * (value + linearBase.spread[h] * ((w * shape.outputs + h) % 5))
    );
    expect(largestGap(paths.get(origin)!, expected)).toBeLessThan(1e-9);
  });
});

test('it starts from every row that was not trained on, up to the last', async () => {
  const paths = await predictPaths(set, network, none);
  const { validation } = toSlices(series, context.split);
  const rows = [...paths.keys()];
  expect(rows[0]).toBe(validation.from);
  expect(rows.at(-1)).toBe(12 * DAY - 1);
  expect(rows).not.toContain(500);
  expect(rows).toHaveLength(12 * DAY - validation.from - 1);
});

test('what is masked is not seen: no forecast starts from it, and no later one reads it', async () => {
  const hit = { ...set, series: change(series, (value, t) => (t === 530 ? 1e6 : value)) };
  const mask = none.map((_, t) => (t === 530 ? 1 : 0));
  const seen: Float32Array[] = [];
  const listen = async (inputs: Float32Array, origins: Int32Array) => {
    seen.push(inputs);
    return network(inputs, origins);
  };
  const [one, other] = [await predictPaths(hit, listen, mask), await predictPaths(set, listen, mask)];
  expect([...one.keys()]).not.toContain(530);
  expect(one).toEqual(other);
  expect(seen[0]).toEqual(seen[1]);
});
