import { MAX_POINTS } from '../options/optionValues';

import { toGrid } from './grid';

const T0 = Date.UTC(2026, 2, 5);

const pointsOf = (count: number, stepMs: number) => {
  const times = Array.from({ length: count }, (_, i) => T0 + i * stepMs);
  return { times, values: times.map((_, i) => i) };
};

describe('toGrid', () => {
  it('puts samples that are finer than asked on the grid that was asked for', () => {
    const { step, values } = toGrid(pointsOf(172_800, 15_000), 1800);
    expect(step).toBe(1800);
    expect(values).toHaveLength(172_800 / 120 + 1);
  });

  it('keeps a coarser step than was asked for: it is not spread over empty points', () => {
    expect(toGrid(pointsOf(100, 3_600_000), 1800)).toMatchObject({ step: 3600 });
  });

  it('keeps the samples’ own step where none was asked for, unless they are too many', () => {
    expect(toGrid(pointsOf(500, 15_000), undefined)).toMatchObject({ step: 15 });
    const thinned = toGrid(pointsOf(172_800, 15_000), undefined);
    expect(thinned.step).toBe(45);
    expect(thinned.values.length).toBeLessThanOrEqual(MAX_POINTS);
  });

  it('says of a grid that is too long that it is', () => {
    const times = [...pointsOf(10, 1000).times, T0 + 365 * 86_400_000];
    const sparse = { times, values: times.map(() => 1) };
    expect(() => toGrid(sparse, 1)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ kind: 'too-large' }) })
    );
    expect(toGrid({ times: [], values: [] }, 60).values).toHaveLength(0);
  });
});
