import { chooseSeries } from './chooseSeries';
import type { LiveSeries } from './frames';

/** Alternates around ten, and ends somewhere. */
const series = (key: string, last = 10, isHidden = false): LiveSeries =>
  ({
    key,
    values: [9, 11, 9, 11, NaN, 9, 11, 9, 11, last, NaN],
    field: { config: { custom: { hideFrom: { viz: isHidden } } } },
  }) as unknown as LiveSeries;
const chosen = (live: LiveSeries[], limit: number, thresholds: number[] = [], held: string[] = []) =>
  chooseSeries(live, { limit, thresholds: () => thresholds, held: new Set(held) }).map(({ key }) => key);

test('all are forecast where the limit allows it, hidden ones too, in the order in which they are shown', () => {
  const live = [series('a', 99), series('b', 10, true), series('c')];
  expect(chosen(live, 3)).toEqual(['a', 'b', 'c']);
});

test('the ones that are far from usual come first, then those near a threshold', () => {
  const live = [series('a'), series('b', 12), series('c', 40), series('d', 11)];
  expect(chosen(live, 2)).toEqual(['b', 'c']);
  expect(chosen(live, 2, [10])).toEqual(['a', 'c']);
});

test('one that the legend hides waits, however urgent', () => {
  expect(chosen([series('a', 99, true), series('b'), series('c')], 2)).toEqual(['b', 'c']);
});

test('one that is forecast gives way only to one that is far more urgent', () => {
  const live = [series('a', 12), series('b', 12.2), series('c', 60)];
  expect(chosen(live.slice(0, 2), 1)).toEqual(['b']);
  expect(chosen(live.slice(0, 2), 1, [], ['a'])).toEqual(['a']);
  expect(chosen(live, 1, [], ['a'])).toEqual(['c']);
});
