import { calibratedChance } from './calibratedChance';

const even = { byLevel: 0.5, byChange: 0.5 };

test.each(['usual', 'tied', 'new'] as const)(
  'of a threshold that is %s each source that is surer makes it surer',
  (kind) => {
    const usual = calibratedChance(0.5, { ...even, kind });
    expect(calibratedChance(0.9, { ...even, kind })).toBeGreaterThan(usual);
    expect(calibratedChance(0.5, { ...even, byChange: 0.9, kind })).toBeGreaterThan(usual);
    expect(calibratedChance(0.5, { ...even, byLevel: 0.9, kind })).toBeGreaterThanOrEqual(usual);
  }
);

test('a value that is taken again and again and was never left says more than the paths', () => {
  expect(calibratedChance(1, { byLevel: 0.03, byChange: 0.03, kind: 'tied' })).toBeLessThan(0.2);
});

test('what all agree on is as good as certain, and never quite', () => {
  const chance = calibratedChance(1, { byLevel: 0.97, byChange: 0.97, kind: 'usual' });
  expect(chance).toBeGreaterThan(0.95);
  expect(chance).toBeLessThan(1);
});

test('of hardly any path that crosses a crossing is possible, and of none it is not', () => {
  const sure = { byLevel: 0.97, byChange: 0.97, kind: 'usual' } as const;
  expect(calibratedChance(1 / 60, sure)).toBe(0.5);
  expect(calibratedChance(0.1, sure)).toBeGreaterThan(0.5);
  expect(calibratedChance(0, sure)).toBe(0);
});

test('what is surer is said to be surer, on either side of the knots and across them', () => {
  const said = Array.from({ length: 99 }, (_, i) => calibratedChance((i + 1) / 100, { ...even, kind: 'usual' }));
  said.slice(6).forEach((chance, i) => expect(chance).toBeGreaterThan(said[5 + i]));
});

test.each([0.6, 0.7])('where all three sources say %d it is nearer to a half, as it came', (share) => {
  const chance = calibratedChance(share, { byLevel: share, byChange: share, kind: 'usual' });
  expect(chance).toBeGreaterThan(0.5);
  expect(chance).toBeLessThan(share);
});
