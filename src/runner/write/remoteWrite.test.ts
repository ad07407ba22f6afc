import { Gauge, Registry } from 'prom-client';
import protobuf from 'protobufjs';
import { uncompress } from 'snappyjs';
import { encode, toTimeSeries } from './remoteWrite';

const NOW = Date.UTC(2026, 10, 28);

test('a value goes with its labels in order and the time of now, through snappy and protobuf', async () => {
  const registry = new Registry();
  const gauge = new Gauge({ name: 'presage_expected', help: 'h', labelNames: ['zone', 'Area'], registers: [registry] });
  gauge.set({ zone: 'ü"', Area: '51' }, -1.5);
  const series = await toTimeSeries(registry, NOW);
  expect(series[0].labels.map(({ name }) => name)).toEqual(['Area', '__name__', 'zone']);

  // Read by hand: field 1 is a series; in it field 1 is a label, field 2 a sample of a double and a varint.
  const request = protobuf.Reader.create(uncompress(encode(series)));
  expect(request.uint32() >>> 3).toBe(1);
  const one = protobuf.Reader.create(request.bytes());
  const labels: string[] = [];
  for (let i = 0; i < 3; i++) {
    expect(one.uint32() >>> 3).toBe(1);
    const label = protobuf.Reader.create(one.bytes());
    label.uint32();
    const name = label.string();
    label.uint32();
    labels.push(`${name}=${label.string()}`);
  }
  expect(labels).toEqual(['Area=51', '__name__=presage_expected', 'zone=ü"']);
  expect(one.uint32() >>> 3).toBe(2);
  const sample = protobuf.Reader.create(one.bytes());
  sample.uint32();
  expect(sample.double()).toBe(-1.5);
  sample.uint32();
  expect(Number(sample.int64())).toBe(NOW);
});
