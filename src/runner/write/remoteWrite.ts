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
/** Samples of one request. */
const BATCH = 10_000;

interface Label {
  name: string;
  value: string;
}
/** Samples of one series, as the protocol has them. */
export interface TimeSeries {
  /** in the order of their names */
  labels: Label[];
  samples: Array<{ value: number; timestamp: number }>;
}

/** Labels as the protocol wants them, in the order of their names. */
export function labelsOf(name: string, labels: Record<string, string | number>): Label[] {
  return [['__name__', name], ...Object.entries(labels)]
    .map(([label, text]) => ({ name: String(label), value: String(text) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** All values of a registry as series of one sample. @param now ms */
export async function toTimeSeries(registry: Registry, now: number): Promise<TimeSeries[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.flatMap(({ name, values }) =>
    values.map(({ labels, value }) => ({
      labels: labelsOf(name, labels as Record<string, string | number>),
      samples: [{ value, timestamp: now }],
    }))
  );
}

/** The body of a request: protobuf, compressed by snappy. */
export function encode(timeseries: TimeSeries[]): Uint8Array {
  return compress(WriteRequest.encode(WriteRequest.fromObject({ timeseries })).finish());
}

/** Sends series to a store. @returns sentences on what could not be written */
export async function remoteWrite(
  { url, headers }: Pick<NonNullable<Config['remoteWrite']>, 'url' | 'headers'>,
  series: readonly TimeSeries[]
): Promise<string[]> {
  const failures: string[] = [];
  const receiver = { url, headers: { ...PROTOCOL, ...headers } };
  for (const batch of batchesOf(series)) {
    const failure = await post(receiver, encode(batch));
    failures.push(...(failure === undefined ? [] : [failure]));
  }
  return failures;
}

function batchesOf(series: readonly TimeSeries[]): TimeSeries[][] {
  const batches: TimeSeries[][] = [];
  let room = 0;
  for (const one of series) {
    room -= one.samples.length;
    if (room < 0 || batches.length === 0) {
      batches.push([]);
      room = BATCH - one.samples.length;
    }
    batches[batches.length - 1].push(one);
  }
  return batches;
}
