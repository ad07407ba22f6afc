import { applyDropout, dropoutKey, mix } from './dropout';

const shape = { sequenceLength: 10, hidden: 50 };
const mask = (key: number) => ({ key, rate: 0.3, batchSize: 32 });

function dropped(key: number, layer = 0, t = 0, rows = 32): Float64Array {
  const ones = new Float64Array(rows * shape.hidden).fill(1);
  applyDropout(shape, mask(key), layer, t, rows, ones, ones);
  return ones;
}

test('drops the asked share and keeps the mean', () => {
  let sum = 0;
  let zeros = 0;
  for (let n = 1; n <= 50; n++) {
    const values = dropped(dropoutKey(7, n));
    sum += values.reduce((a, b) => a + b, 0) / values.length;
    zeros += values.filter((value) => value === 0).length / values.length;
  }
  expect(sum / 50).toBeCloseTo(1, 1);
  expect(zeros / 50).toBeCloseTo(0.3, 1);
});

test('every step of training, layer and step of the sequence has a mask of its own, the same every time', () => {
  const key = dropoutKey(7, 1);
  expect(dropped(key)).toEqual(dropped(key));
  expect(dropped(key)).not.toEqual(dropped(dropoutKey(7, 2)));
  expect(dropped(key)).not.toEqual(dropped(dropoutKey(8, 1)));
  expect(dropped(key)).not.toEqual(dropped(key, 1));
  expect(dropped(key)).not.toEqual(dropped(key, 0, 1));
});

test('a row has its mask whatever comes after it', () => {
  const key = dropoutKey(1, 1);
  expect(dropped(key, 0, 3, 5)).toEqual(dropped(key, 0, 3, 32).subarray(0, 5 * shape.hidden));
});

test('mix is the finaliser of MurmurHash3', () => {
  expect([0, 1, 0xffffffff].map(mix)).toEqual([0, 0x514e28b7, 0x81f16f39]);
});
