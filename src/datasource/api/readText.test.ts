import { readText } from './readText';

const limits = { megabytes: 1, series: 2 };
const body = (...metrics: object[]) =>
  JSON.stringify({ status: 'success', data: { result: metrics.map((metric) => ({ metric, values: [] })) } });

test('JSON is read, anything else stays text', () => {
  expect(readText('{"a":1}', limits)).toEqual({ a: 1 });
  expect(readText('<html>', limits)).toBe('<html>');
});

test('an answer that is too large is told by its size, and not parsed', () => {
  const parse = jest.spyOn(JSON, 'parse');
  expect(() => readText(`{"a":"${'x'.repeat(1_100_000)}"}`, limits)).toThrow(
    /^The answer has 1.1 megabytes, more than the 1 .* Raise the step, shorten the time range, or select fewer series/
  );
  expect(() => readText(body({}, {}, {}), limits)).toThrow(/^The answer has 3 series, more than the 2 /);
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});

test('a label that reads like a series counts for none', () => {
  expect(() => readText(body({ a: '"metric":{"metric":{' }, {}), limits)).not.toThrow();
});
