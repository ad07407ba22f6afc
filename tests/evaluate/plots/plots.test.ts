import { drawSheet } from './sheet';
import { worst } from './worst';

const DAY = 86_400_000;
const times = Float64Array.from({ length: 5000 }, (_, i) => (i * DAY) / 500);

test('the worst come first, of a family no more than asked for, and what cannot be judged never', () => {
  const all = [
    ...[3, 9, 8, 7].map((fault) => ({ family: 'a', fault })),
    ...[1, NaN, 6].map((fault) => ({ family: 'b', fault })),
  ];
  expect(worst(all, ({ fault }) => fault, 3, 2).map(({ fault }) => fault)).toEqual([9, 8, 6]);
  expect(worst(all, ({ fault }) => fault, 9, 9)).toHaveLength(6);
});

test('a sheet keeps the spike of a long series, breaks at a gap and spells names as text', () => {
  const values = times.map((_, i) => (i === 2345 ? 100 : i % 2));
  values.fill(NaN, 3000, 3100);
  const svg = drawSheet('a <b> & c', [], [{ title: 'spike', times, values }]);
  expect(svg).toContain('a &lt;b> &amp; c');
  const [, path] = /<path d="([^"]+)" fill="none"/.exec(svg)!;
  const points = path
    .split(/[ML]/)
    .slice(1)
    .map((point) => point.split(' ').map(Number));
  // The axis ends at all but a few of 5,000 values, and the spike is drawn at its end.
  const heights = points.map(([, y]) => y).sort((a, b) => a - b);
  expect(heights[0]).toBeLessThan(heights[1]);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(Math.max(...points.map(([x]) => x))).toBeLessThan(960);
});
