import fc from 'fast-check';
import { checkLoss, lossAt, lossForWidth, MAX_LOG_DEVIATION, valuesPerOutput, type Loss } from './loss';

const losses: Loss[] = [{ kind: 'squared' }, { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] }, { kind: 'gaussian' }];
const finite = fc.double({ min: -3, max: 3, noNaN: true });

test.each(losses)('the gradient is the slope of the loss: $kind', (loss) => {
  const width = valuesPerOutput(loss);
  fc.assert(
    fc.property(finite, fc.array(finite, { minLength: width, maxLength: width }), (target, head) => {
      const gradient = Float64Array.from(head);
      lossAt(loss, target, gradient, 0);
      const epsilon = 1e-6;
      head.forEach((value, i) => {
        fc.pre(loss.kind !== 'pinball' || Math.abs(value - target) > 2 * epsilon);
        const moved = (by: number) => {
          const neighbour = Float64Array.from(head);
          neighbour[i] = value + by;
          return lossAt(loss, target, neighbour, 0);
        };
        const slope = (moved(epsilon) - moved(-epsilon)) / (2 * epsilon);
        expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
      });
    })
  );
});

test('by hand', () => {
  expect(lossAt({ kind: 'squared' }, 3, Float64Array.of(1), 0)).toBe(4);
  // 0.1 of 2 too low, 0.9 of 1 too high: (0.1 * 2 + 0.1 * 1) / 2
  expect(lossAt({ kind: 'pinball', quantiles: [0.1, 0.9] }, 2, Float64Array.of(0, 3), 0)).toBeCloseTo(0.15, 12);
  expect(lossAt({ kind: 'gaussian' }, 2, Float64Array.of(0, Math.log(2)), 0)).toBeCloseTo(Math.log(2) + 0.5, 12);
});

test('a deviation beyond the clamp stays finite and is not pushed further', () => {
  const head = Float64Array.of(0, -1000);
  expect(lossAt({ kind: 'gaussian' }, 0, head, 0)).toBe(-MAX_LOG_DEVIATION);
  expect(head[1]).toBe(0);
});

test.each([[[]], [[0.5, 0.5]], [[0, 0.5]], [[0.5, 1]], [[NaN]]])('refuses quantiles %j', (quantiles) => {
  expect(() => checkLoss({ kind: 'pinball', quantiles })).toThrow('invalid-option');
});

test('refuses more quantiles than an engine has room for', () => {
  const quantiles = Array.from({ length: 17 }, (_, q) => (q + 1) / 18);
  expect(() => checkLoss({ kind: 'pinball', quantiles })).toThrow('too-large');
});

test('takes as many quantiles as an engine has room for, and other losses as they are', () => {
  const quantiles = Array.from({ length: 16 }, (_, q) => (q + 1) / 17);
  expect(() => checkLoss({ kind: 'pinball', quantiles })).not.toThrow();
  expect(() => checkLoss({ kind: 'pinball', quantiles: [0.5] })).not.toThrow();
  expect(() => checkLoss({ kind: 'squared' })).not.toThrow();
  expect(() => checkLoss({ kind: 'gaussian' })).not.toThrow();
});

test('a refusal of quantiles says what they were', () => {
  expect(() => checkLoss({ kind: 'pinball', quantiles: [0.5, 0.1] })).toThrow(
    expect.objectContaining({ detail: expect.objectContaining({ option: 'quantiles', value: '0.5, 0.1' }) })
  );
  expect(() => checkLoss({ kind: 'pinball', quantiles: [] })).toThrow(
    expect.objectContaining({ detail: expect.objectContaining({ value: 'none' }) })
  );
});

test('where a forecast meets its target the slope of a quantile is that from below', () => {
  const head = Float64Array.of(2);
  expect(lossAt({ kind: 'pinball', quantiles: [0.9] }, 2, head, 0)).toBe(0);
  expect(head[0]).toBe(-0.9);
});

test('a loss reads and writes the head from its place on, and nothing before or after', () => {
  for (const loss of losses) {
    const width = valuesPerOutput(loss);
    const values = Array.from({ length: width }, (_, i) => 0.3 * i - 0.2);
    const alone = Float64Array.from(values);
    const within = Float64Array.of(7, ...values, 7);
    expect(lossAt(loss, 0.5, within, 1)).toBe(lossAt(loss, 0.5, alone, 0));
    expect([...within]).toEqual([7, ...alone, 7]);
  }
});

test('a deviation beyond the upper end of the clamp is the largest', () => {
  const head = Float64Array.of(1, MAX_LOG_DEVIATION + 1);
  expect(lossAt({ kind: 'gaussian' }, 1, head, 0)).toBe(MAX_LOG_DEVIATION);
  expect([...head]).toEqual([-0, 0]);
});

test('there is a loss for a head of any width', () => {
  expect(lossForWidth(1)).toEqual({ kind: 'squared' });
  for (let width = 2; width <= 16; width++) {
    const loss = lossForWidth(width);
    expect(() => checkLoss(loss)).not.toThrow();
    expect(valuesPerOutput(loss)).toBe(width);
  }
});
