import { type DataFrame } from '@grafana/data';
import { pinRangeEnds } from '../../core/promql';
import { type PrometheusClient, type RequestOptions, askForData } from '../api';
import { type RangeParams, chunks, countPoints, joinChunks, maxPoints } from '../wire';
import { toFrames } from './frames';
import { type ResolvedQuery } from './resolveQuery';
import { type Answer, type MatrixSeries, type QueryData } from '../types';

/**
 * Asks Prometheus, over the range first and then at its end, and gives the frames of both.
 *
 * @param timeout evaluation limit, such as `60s`
 */
export async function runQuery(
  client: PrometheusClient,
  { range, instant, ...context }: ResolvedQuery,
  timeout: string | undefined,
  options: RequestOptions
): Promise<DataFrame[]> {
  const frames: DataFrame[] = [];
  if (range) {
    const answer = await fetchRange(client, { query: context.expr, timeout }, range, options);
    frames.push(...toFrames(answer, { ...context, step: range.step }));
  }
  if (instant !== undefined) {
    const params = { query: context.expr, time: `${instant}`, timeout };
    frames.push(...toFrames(await askForData(client, 'api/v1/query', params, options), context));
  }
  return frames;
}

/** One request after the other: a long history must not take all of the browser's connections to Grafana. */
async function fetchRange(
  client: PrometheusClient,
  params: { query: string; timeout?: string },
  range: RangeParams,
  options: RequestOptions
): Promise<Answer<QueryData>> {
  const points = countPoints(range);
  if (points > maxPoints) {
    throw new Error(
      `invalid step; ${points.toLocaleString('en')} points per series are over ${maxPoints.toLocaleString('en')}: ${range.step}s. Raise the minimum step or shorten the time range.`
    );
  }
  const answers: Array<Answer<QueryData>> = [];
  // Each piece would have ends of its own.
  const query = pinRangeEnds(params.query, range);
  for (const { start, end, step } of chunks(range)) {
    const piece = { ...params, query, start: `${start}`, end: `${end}`, step: `${step}` };
    answers.push(await askForData(client, 'api/v1/query_range', piece, options));
  }
  return joinAnswers(answers);
}

function joinAnswers(answers: Array<Answer<QueryData>>): Answer<QueryData> {
  const matrices = answers.map(({ data }): MatrixSeries[] => (data.resultType === 'matrix' ? data.result : []));
  return {
    data: { resultType: 'matrix', result: joinChunks(matrices) },
    warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))],
    infos: [...new Set(answers.flatMap(({ infos }) => infos))],
  };
}
