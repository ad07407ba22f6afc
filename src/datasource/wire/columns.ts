import { type Column, type MatrixSeries, type QueryData } from '../types';
import { metricId, parseValue } from './prometheus';

/** The series of query data as columns; a vector and a scalar have one sample each, a text has none. */
export function readColumns(data: QueryData): Column[] {
  switch (data.resultType) {
    case 'matrix':
      return data.result.map(readSeries);
    case 'vector':
      return data.result.map(({ metric, value, histogram }) =>
        readSeries({ metric, values: value && [value], histograms: histogram ? [histogram] : [] })
      );
    case 'scalar':
      return [readSeries({ metric: {}, values: [data.result] })];
    case 'string':
      return [];
  }
}

function readSeries({ metric, values = [], histograms }: MatrixSeries): Column {
  return {
    metric,
    times: values.map(([time]) => Math.round(time * 1000)),
    values: values.map(([, value]) => parseValue(value)),
    ...(histograms?.length && { hasHistograms: true }),
  };
}

/** One column per label set from the answers to consecutive ranges. A series may be absent from some of them. */
export function joinColumns(answers: Column[][]): Column[] {
  if (answers.length === 1) {
    return answers[0];
  }
  const joined = new Map<string, Column>();
  for (const { metric, times, values, hasHistograms } of answers.flat()) {
    const id = metricId(metric);
    const before = joined.get(id);
    joined.set(id, {
      metric: before?.metric ?? metric,
      times: before ? before.times.concat(times) : times,
      values: before ? before.values.concat(values) : values,
      ...((before?.hasHistograms || hasHistograms) && { hasHistograms: true }),
    });
  }
  return [...joined.values()];
}
