import { type DataFrame } from '@grafana/data';
import { say } from '../../language';
import { RequestFailure, askForData, describeReason } from '../api';
import { type ExemplarSource, fetchExemplars } from '../exemplars';
import { type RangeParams } from '../wire';
import { fetchRange, type RangeOptions, type RangeSource } from './fetchRange';
import { toFrames, toRangeFrames } from './frames';
import { type ResolvedQuery } from './resolveQuery';

/** Asks Prometheus, over the range first, then for its exemplars and at its end, and gives the frames of all. */
export async function runQuery(
  source: RangeSource & ExemplarSource,
  { range, instant, isHistory, hasExemplars, ...context }: ResolvedQuery,
  options: RangeOptions
): Promise<DataFrame[]> {
  const frames: DataFrame[] = [];
  if (range) {
    const answer = await fetchRange(source, context.expr, range, isHistory, options);
    frames.push(...toRangeFrames(answer, { ...context, step: range.step, total: source.history.total }));
    if (hasExemplars) {
      frames.push(...(await exemplarsBeside(frames[0], source, context, range, options)));
    }
  }
  if (instant !== undefined) {
    const params = { ...source.params, query: context.expr, time: `${instant}` };
    const { onShare, ...asking } = options;
    const answer = await source.lane.first(() => askForData(source.client, 'api/v1/query', params, asking));
    frames.push(...toFrames(answer, context));
  }
  return frames;
}

/** The exemplars of a range. A server without them must not take the series away: the frame says what was missed. */
async function exemplarsBeside(
  frame: DataFrame,
  source: RangeSource & ExemplarSource,
  context: Pick<ResolvedQuery, 'refId' | 'expr'>,
  range: RangeParams,
  { onShare, ...options }: RangeOptions
): Promise<DataFrame[]> {
  try {
    return await source.lane.first(() => fetchExemplars(source, context, range, options));
  } catch (error) {
    if (error instanceof RequestFailure && error.detail.kind === 'cancelled') {
      throw error;
    }
    const text = say('The exemplars could not be fetched: {{why}}', { why: describeReason(error) });
    frame.meta = { ...frame.meta, notices: [...(frame.meta?.notices ?? []), { severity: 'warning', text }] };
    return [];
  }
}
