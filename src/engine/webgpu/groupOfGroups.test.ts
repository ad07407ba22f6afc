import type { NetworkGroup } from '../model/engine';
import { GroupOfGroups } from './groupOfGroups';

/** A group whose losses tell which orders it was given. */
function fakeGroup(size: number): NetworkGroup & { isDisposed: boolean } {
  return {
    size,
    isDisposed: false,
    trainEpoch: async (orders, validations) =>
      orders.map((order, m) => ({
        trainLoss: order[0],
        validationLoss: validations[m][0],
        weights: new Float32Array(),
      })),
    getWeights: async () => Array.from({ length: size }, () => Float32Array.of(size)),
    dispose() {
      this.isDisposed = true;
    },
  };
}

test('each part trains its own networks, and the outcomes come in the order of all', async () => {
  const parts = [fakeGroup(2), fakeGroup(2), fakeGroup(1)];
  const group = new GroupOfGroups(parts);
  expect(group.size).toBe(5);
  const rows = (from: number) => [0, 1, 2, 3, 4].map((m) => Int32Array.of(from + m));
  const outcomes = await group.trainEpoch(rows(10), rows(20));
  expect(outcomes.map(({ trainLoss }) => trainLoss)).toEqual([10, 11, 12, 13, 14]);
  expect(outcomes.map(({ validationLoss }) => validationLoss)).toEqual([20, 21, 22, 23, 24]);
  expect((await group.getWeights()).map(([size]) => size)).toEqual([2, 2, 2, 2, 1]);
  group.dispose();
  expect(parts.every(({ isDisposed }) => isDisposed)).toBe(true);
});
