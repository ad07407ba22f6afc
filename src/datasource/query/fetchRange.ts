import { pinRangeEnds } from '../../core/promql';
import { say } from '../../language';
import { type Client, type Params, type RequestOptions, askForData } from '../api';
import { type RangeParams, chunks, countPoints, joinColumns, maxPoints, readColumns } from '../wire';
import { type Entry, type HistoryFigures, type HistoryReader, type Lane } from '../history';
import { type Column, type RangeAnswer } from '../types';

/** The data source as a range query meets it. */
export interface RangeSource {
  client: Client;
  lane: Lane;
  history: HistoryReader;
  /** what the cache calls the answers to an expression, whose step and parameters are these */
  entryOf(expr: string, step: number): Entry;
  /** sent with each query */
  params: Params;
}

export interface RangeResult {
  columns: Column[];
  warnings: string[];
  infos: string[];
  figures?: HistoryFigures;
  bytes?: number;
}

/** The way in which a range is asked for. */
export interface RangeOptions extends RequestOptions {
  /** told the share of a history that has come, 0 to 1 */
  onShare?(share: number): void;
}

/**
 * Asks for a range in pieces of at most 11,000 points, one after the other: a long range must not take all of the
 * browser's connections to Grafana.
 *
 * @param isHistory whether final samples may come from the cache, and what is asked gives way to what users see
 */
export async function fetchRange(
  { client, lane, history, entryOf, params }: RangeSource,
  expr: string,
  range: RangeParams,
  isHistory: boolean,
  { onShare, ...options }: RangeOptions
): Promise<RangeResult> {
  const points = countPoints(range);
  if (points > maxPoints) {
    throw new Error(
      say(
        'invalid step; {{points}} points per series are over {{limit}}: {{step}}s. Raise the minimum step or shorten the time range.',
        { points: points.toLocaleString('en'), limit: maxPoints.toLocaleString('en'), step: range.step }
      )
    );
  }
  // Each piece would have ends of its own.
  const query = pinRangeEnds(expr, range);
  const ask = async ({ start, end, step }: RangeParams): Promise<RangeAnswer> => {
    const piece = { ...params, query, start: `${start}`, end: `${end}`, step: `${step}` };
    const { data, warnings, infos, bytes = 0 } = await askForData(client, 'api/v1/query_range', piece, options);
    return { columns: readColumns(data), warnings, infos, bytes };
  };
  if (isHistory && !seesFuture(query)) {
    return history.read(entryOf(query, range.step), range, ask, options.signal, onShare);
  }
  const answers: RangeAnswer[] = [];
  for (const piece of chunks(range)) {
    answers.push(await (isHistory ? lane.inTurn(() => ask(piece), options.signal) : lane.first(() => ask(piece))));
  }
  return {
    columns: joinColumns(answers.map(({ columns }) => columns)),
    warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))],
    infos: [...new Set(answers.flatMap(({ infos }) => infos))],
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** With a negative offset an answer of the past depends on samples that are yet to come: it is never final. */
const seesFuture = (expr: string) => /\boffset\s*-|\bnow\s*\(|\brand/.test(expr);
