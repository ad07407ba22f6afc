import type { Registry } from 'prom-client';
import protobuf from 'protobufjs';
import { compress } from 'snappyjs';
import type { Config } from '../config';
import { post } from '../http';

/** The messages of Prometheus' remote write protocol 0.1.0, as far as gauges need them. */
const { WriteRequest } = protobuf.Root.fromJSON({
  nested: {
    WriteRequest: { fields: { timeseries: { rule: 'repeated', type: 'TimeSeries', id: 1 } } },
    TimeSeries: {
      fields: {
        labels: { rule: 'repeated', type: 'Label', id: 1 },
        samples: { rule: 'repeated', type: 'Sample', id: 2 },
      },
    },
    Label: { fields: { name: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } } },
    Sample: { fields: { value: { type: 'double', id: 1 }, timestamp: { type: 'int64', id: 2 } } },
  },
}) as protobuf.Root & Record<'WriteRequest', protobuf.Type>;

const PROTOCOL = {
  'Content-Type': 'application/x-protobuf',
  'Content-Encoding': 'snappy',
  'X-Prometheus-Remote-Write-Version': '0.1.0',
};
/** Series of one request. */
const BATCH = 2000;

interface Label {
  name: string;
  value: string;
}
interface TimeSeries {
  labels: Label[];
  samples: Array<{ value: number; timestamp: number }>;
}

/** All values of a registry as series of one sample. @param now ms */
export async function toTimeSeries(registry: Registry, now: number): Promise<TimeSeries[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.flatMap(({ name, values }) =>
    values.map(({ labels, value }) => ({
      // The protocol wants labels in the order of their names.
      labels: [['__name__', name], ...Object.entries(labels)]
        .map(([label, text]) => ({ name: String(label), value: String(text) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      samples: [{ value, timestamp: now }],
    }))
  );
}

/** The body of a request: protobuf, compressed by snappy. */
export function encode(timeseries: TimeSeries[]): Uint8Array {
  return compress(WriteRequest.encode(WriteRequest.fromObject({ timeseries })).finish());
}

/**
 * Writes what `/metrics` has to a store, at the present: the lead time is a label. Samples of the future are not written:
 * Prometheus takes them and then refuses those of the present, of all series, as out of bounds (tried on 2.42).
 *
 * @returns sentences on what could not be written
 */
export async function remoteWrite(
  { url, headers }: NonNullable<Config['remoteWrite']>,
  registry: Registry,
  now: number
): Promise<string[]> {
  const all = await toTimeSeries(registry, now);
  const failures: string[] = [];
  for (let from = 0; from < all.length; from += BATCH) {
    const receiver = { url, headers: { ...PROTOCOL, ...headers } };
    const failure = await post(receiver, encode(all.slice(from, from + BATCH)));
    failures.push(...(failure === undefined ? [] : [failure]));
  }
  return failures;
}
