import { type DataFrame } from '@grafana/data';
import { askForData } from '../api';
import { fetchRange, type RangeOptions, type RangeSource } from './fetchRange';
import { toFrames, toRangeFrames } from './frames';
import { type ResolvedQuery } from './resolveQuery';

/** Asks Prometheus, over the range first and then at its end, and gives the frames of both. */
export async function runQuery(
  source: RangeSource,
  { range, instant, isHistory, ...context }: ResolvedQuery,
  options: RangeOptions
): Promise<DataFrame[]> {
  const frames: DataFrame[] = [];
  if (range) {
    const answer = await fetchRange(source, context.expr, range, isHistory, options);
    frames.push(...toRangeFrames(answer, { ...context, step: range.step, total: source.history.total }));
  }
  if (instant !== undefined) {
    const params = { ...source.params, query: context.expr, time: `${instant}` };
    const { onShare, ...asking } = options;
    const answer = await source.lane.first(() => askForData(source.client, 'api/v1/query', params, asking));
    frames.push(...toFrames(answer, context));
  }
  return frames;
}
