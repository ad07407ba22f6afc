import { LEAD_FEATURES } from '../../core/networks/netFeatures';
import { ForecastFailure } from '../../core/options/errors';
import { packNet, unpackNet } from './packed';
import { initialPretrained } from './shape';

const shape = { layers: 1, hidden: 16, leadFeatures: LEAD_FEATURES, first: 8, second: 8 };

test('packing loses less than a sixteen-thousandth of the largest weight', () => {
  const net = initialPretrained(shape, 2);
  const back = unpackNet(packNet(net));
  expect(back.shape).toEqual(shape);
  net.weights.forEach((weight, i) => expect(Math.abs(back.weights[i] - weight)).toBeLessThan(1 / 16_000));
});

test('weights of another shape are refused', () => {
  const packed = packNet(initialPretrained(shape, 2));
  expect(() => unpackNet({ ...packed, shape: { ...shape, layers: 2 } })).toThrow(ForecastFailure);
});
