import { createDataFrame, type DataFrame, type Field, FieldType } from '@grafana/data';
import { metricId } from '../wire';

/** The use of a query's frames. */
export type Format = 'time_series' | 'table' | 'heatmap';

/** Frames of one series each, in the form that is asked for. */
export function shape(frames: DataFrame[], format: Format = 'time_series'): DataFrame[] {
  switch (format) {
    case 'time_series':
      return frames;
    case 'table':
      return [toTable(frames)];
    case 'heatmap':
      return toBuckets(frames);
  }
}

/** One row a sample: its time, its labels, its value. Labels that a series lacks are empty. */
function toTable(frames: DataFrame[]): DataFrame {
  const rows = frames.flatMap(({ fields: [time, value] }) =>
    value.values.map((one: number, i: number) => ({ time: time.values[i], labels: value.labels ?? {}, value: one }))
  );
  const names = [...new Set(frames.flatMap(({ fields }) => Object.keys(fields[1].labels ?? {})))].sort();
  const labels = names.map((name): Field => ({
    name,
    type: FieldType.string,
    config: { filterable: true },
    values: rows.map((row) => row.labels[name] ?? ''),
  }));
  const [{ refId, meta }] = frames;
  return createDataFrame({
    refId,
    meta: { ...meta, type: undefined, preferredVisualisationType: 'table' },
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: rows.map(({ time }) => time) },
      ...labels,
      { name: `Value #${refId}`, type: FieldType.number, config: {}, values: rows.map(({ value }) => value) },
    ],
  });
}

/**
 * Buckets of classic histograms by rising `le`, each with the count between its own bound and the one below: Prometheus
 * counts all that is at most `le`. A series without `le` stays as it is.
 */
function toBuckets(frames: DataFrame[]): DataFrame[] {
  const boundOf = (frame: DataFrame) => {
    const le = frame.fields[1].labels?.le;
    return le === undefined ? NaN : le === '+Inf' ? Infinity : Number(le);
  };
  const groupOf = (frame: DataFrame) => metricId({ ...frame.fields[1].labels, le: '' });
  const rising = [...frames].sort((a, b) => boundOf(a) - boundOf(b));
  const lastOf = new Map<string, DataFrame>();
  return rising.map((frame) => {
    const { le } = frame.fields[1].labels ?? {};
    if (le === undefined) {
      return frame;
    }
    const group = groupOf(frame);
    const below = lastOf.get(group);
    lastOf.set(group, frame);
    const [time, value] = frame.fields;
    const lower = new Map<number, number>(
      below?.fields[0].values.map((at: number, row: number) => [at, below.fields[1].values[row]])
    );
    const values = value.values.map((count: number, row: number) =>
      Math.max(0, count - (lower.get(time.values[row]) ?? 0))
    );
    return { ...frame, name: le, fields: [time, { ...value, name: le, config: { displayNameFromDS: le }, values }] };
  });
}
