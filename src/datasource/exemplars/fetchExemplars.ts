import { createDataFrame, type DataFrame, type DataLink, DataTopic, type Field, FieldType } from '@grafana/data';
import { type Client, type Params, type RequestOptions } from '../api';
import { type Exemplar, type RangeParams, readExemplars } from '../wire';
import { thin } from './thin';

/** The data source as exemplars meet it. */
export interface ExemplarSource {
  client: Client;
  /** sent with each query */
  params: Params;
  /** links of a label to the traces that it names */
  linksOf(label: string): DataLink[];
}

/**
 * The exemplars of the series that an expression selects, as the frame that Grafana hands to panels beside its
 * annotations; none where there are none.
 * @throws RequestFailure
 */
export async function fetchExemplars(
  { client, params, linksOf }: ExemplarSource,
  { refId, expr }: { refId: string; expr: string },
  { start, end, step }: RangeParams,
  { requestId, ...options }: RequestOptions
): Promise<DataFrame[]> {
  const asked = { ...params, query: expr, start: `${start}`, end: `${end}` };
  // A request with the id of the range's would end that one.
  const own = { ...options, requestId: requestId && `${requestId}-exemplars` };
  const { data } = await client.query<unknown>('api/v1/query_exemplars', asked, own);
  const exemplars = thin(readExemplars(data), 1000 * step);
  return exemplars.length > 0 ? [toFrame(exemplars, refId, linksOf)] : [];
}

function toFrame(exemplars: Exemplar[], refId: string, linksOf: ExemplarSource['linksOf']): DataFrame {
  const names = [...new Set(exemplars.flatMap(({ labels }) => Object.keys(labels)))];
  return createDataFrame({
    refId,
    // Stock panels know them by this name.
    name: 'exemplar',
    meta: { dataTopic: DataTopic.Annotations, custom: { resultType: 'exemplar' } },
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: exemplars.map(({ time }) => time) },
      { name: 'Value', type: FieldType.number, config: {}, values: exemplars.map(({ value }) => value) },
      ...names.map((name): Field => {
        const links = linksOf(name);
        return {
          name,
          type: FieldType.string,
          config: links.length > 0 ? { links } : {},
          values: exemplars.map(({ labels }) => labels[name] ?? ''),
        };
      }),
    ],
  });
}
