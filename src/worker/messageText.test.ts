import vm from 'node:vm';
import { fromText, toText } from './messageText';

const carried = (value: unknown) => fromText(toText(value));

test.each<[string, unknown]>([
  ['gaps of a series', { values: Float64Array.of(1.5, NaN, -0.1, Infinity) }],
  ['weights', { weights: Float32Array.of(0.1, -Infinity) }],
  ['masks and rows', [Uint8Array.of(0, 1), Int32Array.of(-1, 5), Uint32Array.of(4e9)]],
  ['numbers that JSON does not know', { a: NaN, b: Infinity, c: [-Infinity] }],
  ['what JSON knows', { a: null, b: 'text', c: [true, 1e-300], d: {} }],
  ['no values at all', new Float64Array(0)],
])('%s arrive as they were sent', (_, value) => {
  expect(carried(value)).toStrictEqual(value);
});

test('typed arrays of another realm become those of this one', () => {
  expect(carried(vm.runInNewContext('({ values: Float64Array.of(1, NaN) })'))).toStrictEqual({
    values: Float64Array.of(1, NaN),
  });
});

test('a text that names a size and brings no values makes nothing of that size', () => {
  expect(fromText('{"$presage":"Float64Array","values":{"length":1e12}}')).toBeNaN();
});
