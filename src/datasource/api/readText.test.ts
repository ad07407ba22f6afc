import { readText } from './readText';

const limits = { megabytes: 1, series: 2, points: 5, 'megabytes of labels': 0.1 };
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

test('many short points, and labels of many bytes, are too large on their own', () => {
  const points = (n: number) =>
    JSON.stringify({ data: { result: [{ metric: {}, values: Array.from({ length: n }, (_, i) => [i, '1']) }] } });
  expect(() => readText(points(5), limits)).not.toThrow();
  expect(() => readText(points(6), limits)).toThrow(/^The answer has 6 points, more than the 5 /);
  const label = (length: number) => body({ a: 'x'.repeat(length) });
  expect(() => readText(label(90_000), limits)).not.toThrow();
  expect(() => readText(label(210_000), limits)).toThrow(/^The answer has 0.2 megabytes of labels, more than the 0.1 /);
});

test('the size of an answer that no bound stops is read off in well under a second', () => {
  const values = Array.from({ length: 1440 }, (_, i) => [1_700_000_000 + i, '12.345']);
  const series = Array.from({ length: 1000 }, (_, i) => JSON.stringify({ metric: { i: `${i}` }, values }));
  const text = `{"status":"success","data":{"result":[${series.join(',')}]`;
  const start = performance.now();
  expect(readText(text)).toBe(text);
  expect(performance.now() - start).toBeLessThan(5_000);
});
