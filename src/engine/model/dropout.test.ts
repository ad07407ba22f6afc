import { applyDropout, dropoutKey, dropoutThreshold, mix } from './dropout';

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

test('a value is kept by the hash of its place, as the comment of the file writes it', () => {
  const [seed, n, rate, batchSize, layer, t, rows] = [5, 3, 0.3, 7, 2, 4, 6];
  const key = mix((seed + Math.imul(n, 0x9e3779b9)) >>> 0);
  expect(dropoutKey(seed, n)).toBe(key);
  const values = Float64Array.from({ length: rows * shape.hidden }, (_, i) => i + 1);
  const out = new Float64Array(values.length);
  applyDropout(shape, { key, rate, batchSize }, layer, t, rows, values, out);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < shape.hidden; j++) {
      const index = ((layer * shape.sequenceLength + t) * batchSize + row) * shape.hidden + j;
      const isKept = mix(index ^ key) >>> 8 >= Math.floor(rate * 2 ** 24);
      const at = row * shape.hidden + j;
      expect(out[at]).toBeCloseTo(isKept ? values[at] / 0.7 : 0, 12);
    }
  }
});

test('nothing is dropped at a rate of 0; the threshold is a share of 24 bits', () => {
  const values = Float64Array.of(1, 2);
  applyDropout({ sequenceLength: 1, hidden: 2 }, { key: 9, rate: 0, batchSize: 1 }, 0, 0, 1, values, values);
  expect([...values]).toEqual([1, 2]);
  expect([0, 0.25, 0.5].map(dropoutThreshold)).toEqual([0, 2 ** 22, 2 ** 23]);
});
