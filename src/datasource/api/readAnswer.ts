import { type Client, type RequestOptions } from './client';
import { isRecord } from './failure';
import { type Answer, type MatrixSeries, type Metric, type QueryData, type Sample, type VectorSample } from '../types';

/** Asks for query data. What an answer lacks is no data: servers write an empty result as null, too. */
export async function askForData(
  client: Client,
  path: string,
  params: Record<string, string | undefined>,
  options: RequestOptions = {}
): Promise<Answer<QueryData>> {
  const { data, ...rest } = await client.query<unknown>(path, params, options);
  return { data: readQueryData(data), ...rest };
}

/** Query data in the form of its type, whatever the server left out. */
export function readQueryData(data: unknown): QueryData {
  const { resultType, result } = isRecord(data) ? data : {};
  switch (resultType) {
    case 'vector':
      return { resultType, result: records(result).map(readVectorSample) };
    case 'scalar':
    case 'string':
      return isSample(result) ? { resultType, result } : { resultType: 'vector', result: [] };
    default:
      return { resultType: 'matrix', result: records(result).map(readMatrixSeries) };
  }
}

/** The texts of an answer that is a list of them. */
export const readTexts = (data: unknown): string[] => list(data).filter((text) => typeof text === 'string');

/** The label sets of an answer that is a list of them. */
export const readMetrics = (data: unknown): Metric[] => records(data).map(readMetric);

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const records = (value: unknown) => list(value).filter(isRecord);

const readMatrixSeries = ({ metric, values, histograms }: Record<string, unknown>): MatrixSeries => ({
  metric: readMetric(metric),
  values: list(values).filter(isSample),
  histograms: list(histograms),
});

const readVectorSample = ({ metric, value, histogram }: Record<string, unknown>): VectorSample => ({
  metric: readMetric(metric),
  value: isSample(value) ? value : undefined,
  histogram,
});

const readMetric = (metric: unknown): Metric =>
  Object.fromEntries(
    Object.entries(isRecord(metric) ? metric : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string'
    )
  );

/** A time and something that stands for a value; `parseValue` knows what is none. */
const isSample = (sample: unknown): sample is Sample => Array.isArray(sample) && Number.isFinite(sample[0]);
