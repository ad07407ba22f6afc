import type { Series } from '../series';
import { defaultOptions } from '../options/optionValues';
import { inEnglish } from '../../testing/inEnglish';
import { createImportedSet, importedMisfit, predictImported } from './imported';

const HOUR = 3600;
const options = { ...defaultOptions(), horizon: 3 * HOUR, history: 20 * 24 * HOUR };
const seriesOf = (change: (value: number, row: number) => number = (value) => value): Series => ({
  start: Date.UTC(2026, 10, 2),
  step: HOUR,
  values: Float64Array.from({ length: 240 }, (_, i) => change(50 + 20 * Math.sin((2 * Math.PI * i) / 24), i)),
});
const sizes = { sequenceLength: 6, features: 5, outputs: 4 };
const nothing = (series: Series) => new Uint8Array(series.values.length);

/** Asks a network whose answer is 1 everywhere: its inputs and origins, and the paths made of the answer. */
async function ask(series: Series, given?: { center: number; spread: number }) {
  const set = createImportedSet(series, options, 'UTC', sizes, [], given);
  let seen: { inputs: Float32Array; origins: Int32Array } = { inputs: new Float32Array(0), origins: new Int32Array(0) };
  const paths = await predictImported(
    set,
    async (inputs, origins) => {
      seen = { inputs, origins };
      return new Float32Array(origins.length * sizes.outputs).fill(1);
    },
    nothing(series)
  );
  return { ...seen, paths, scaler: set.scaler };
}

it('sees the scaled value, then hour and weekday, and is scaled back', async () => {
  const { inputs, paths } = await ask(seriesOf(), { center: 40, spread: 10 });
  const row = (t: number) => [...inputs.subarray(5 * t, 5 * t + 5)].map((value) => Math.round(1000 * value) / 1000);
  // Monday at 6:00: a quarter of the day, and of a day in the week.
  const week = (2 * Math.PI * 6) / 168;
  expect(row(6)).toEqual([3, 1, 0, Math.round(1000 * Math.sin(week)) / 1000, Math.round(1000 * Math.cos(week)) / 1000]);
  expect([...paths.values()].every((path) => path.length === 3 && path.every((value) => value === 50))).toBe(true);
});

it('holds the last value in a gap, and reads nothing that comes later', async () => {
  const scaler = { center: 0, spread: 1 };
  const gappy = await ask(
    seriesOf((value, row) => (row === 200 ? NaN : value)),
    scaler
  );
  expect(gappy.inputs[5 * 200]).toBe(gappy.inputs[5 * 199]);
  expect([...gappy.paths.keys()]).not.toContain(200);
  const before = await ask(seriesOf(), scaler);
  const after = await ask(
    seriesOf((value, row) => (row > 220 ? -value : value)),
    scaler
  );
  expect(after.inputs.subarray(0, 5 * 221)).toEqual(before.inputs.subarray(0, 5 * 221));
});

it('takes the scaler of the part that networks train on', async () => {
  const { scaler } = await ask(seriesOf());
  const later = await ask(seriesOf((value, row) => (row > 230 ? 10 * value : value)));
  expect(later.scaler).toEqual(scaler);
});

it('says in what a network and a panel differ', () => {
  const misfit = (change: Partial<typeof sizes>) =>
    inEnglish(importedMisfit({ ...sizes, ...change }, seriesOf(), options));
  expect(misfit({})).toBeUndefined();
  expect(misfit({ features: 1, outputs: 3 })).toBeUndefined();
  expect(misfit({ features: 9 })).toBe('it reads 9 values at each step, and there are 1, or 5 with the calendar');
  expect(misfit({ outputs: 2 })).toBe(
    'it forecasts 2 steps, and the horizon has 3 of 1h: choose one of at most 2h, or another step'
  );
});
