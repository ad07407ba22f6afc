import { statSync } from 'node:fs';
import path from 'node:path';
import { forecastQuantiles } from '../forward';
import { countParameters } from '../shape';
import card from './card.json';
import { loadPretrained } from './load';

test('the weights reproduce the test vectors of their card', async () => {
  const net = await loadPretrained();
  expect(net.shape).toEqual(card.shape);
  expect(net.weights).toHaveLength(card.parameters);
  expect(countParameters(net.shape)).toBe(card.parameters);
  for (const { encoder, decoder, output } of card.test) {
    const out = forecastQuantiles(net, Float32Array.from(encoder), Float32Array.from(decoder));
    expect(out).toHaveLength(output.length);
    out.forEach((value, i) => expect(Math.abs(value - output[i])).toBeLessThan(1e-5));
  }
});

test('the weights weigh at most 150 KB in the bundle', () => {
  expect(statSync(path.join(__dirname, 'weights.json')).size).toBeLessThanOrEqual(150_000);
});
