import { createDataFrame, type DataFrame, DataFrameType, FieldType } from '@grafana/data';
import { say } from '../../language';
import { type RangeResult } from './fetchRange';
import { type Format, shape } from './formats';
import { legends } from './legend';
import { noticesOf } from './notices';
import { readColumns } from '../wire';
import { type HistoryFigures } from '../history';
import { statistics } from './statistics';
import { type Answer, type QueryData, type Sample } from '../types';

export interface FrameContext {
  refId: string;
  /** as it was sent: variables replaced */
  expr: string;
  /** of a series without labels and legend */
  name: string;
  legendFormat?: string;
  /** seconds between points of a range query */
  step?: number;
  /** what the frames are for: time series where absent */
  format?: Format;
}

/**
 * Data frames of an answer: one frame per series, with a time field (ms since the epoch) and a number field that
 * carries the labels and the legend's name. Samples Prometheus does not send (gaps, stale series) are not made up:
 * the step stands in the time field's `config.interval`, from which Grafana breaks the line. NaN and ±Inf are kept as
 * Prometheus answered them; Grafana's charts and our panel draw both as gaps.
 *
 * An answer without series gives one frame without fields, so that warnings and the query reach the inspector.
 */
export function toFrames({ data, ...said }: Answer<QueryData>, context: FrameContext): DataFrame[] {
  if (data.resultType === 'string') {
    return [stringFrame(data.result, context.refId, metaOf(data.resultType, context, said, 0))];
  }
  return seriesFrames({ columns: readColumns(data), ...said }, data.resultType, context);
}

/** The frames of a range query. @param context.total figures of all histories of the page */
export function toRangeFrames(
  answer: RangeResult,
  { total, ...context }: FrameContext & { total: HistoryFigures }
): DataFrame[] {
  const frames = seriesFrames(answer, 'matrix', context);
  const [first, ...others] = frames;
  return [{ ...first, meta: { ...first.meta, stats: statistics(answer, total) } }, ...others];
}

type ResultType = QueryData['resultType'];
type Said = Pick<RangeResult, 'warnings' | 'infos'>;

function seriesFrames({ columns, ...said }: RangeResult, resultType: ResultType, context: FrameContext): DataFrame[] {
  const histograms = columns.filter(({ hasHistograms }) => hasHistograms).length;
  const meta = (first: boolean) => metaOf(resultType, context, first ? said : nothing, first ? histograms : 0);
  const series = columns.filter(({ times }) => times.length > 0);
  if (series.length === 0) {
    return [createDataFrame({ refId: context.refId, meta: meta(true), fields: [] })];
  }
  const names = legends(
    series.map(({ metric }) => metric),
    context.legendFormat,
    context.name
  );
  const frames = series.map(({ metric, times, values }, i) =>
    createDataFrame({
      refId: context.refId,
      name: names[i],
      // once per answer, not once per series
      meta: meta(i === 0),
      fields: [
        {
          name: 'Time',
          type: FieldType.time,
          config: context.step && resultType === 'matrix' ? { interval: context.step * 1000 } : {},
          values: times,
        },
        { name: 'Value', type: FieldType.number, labels: metric, config: { displayNameFromDS: names[i] }, values },
      ],
    })
  );
  return shape(frames, context.format);
}

const nothing: Said = { warnings: [], infos: [] };

function metaOf(
  resultType: ResultType,
  { expr, step }: FrameContext,
  said: Said,
  histograms: number
): DataFrame['meta'] {
  const notices = noticesOf(said);
  if (histograms > 0) {
    notices.push({
      severity: 'warning',
      text: say(
        '{{count}} series left out: native histograms have no single value. Use histogram_quantile(), histogram_avg() or histogram_count().',
        { count: histograms }
      ),
    });
  }
  return {
    type: resultType === 'matrix' ? DataFrameType.TimeSeriesMulti : undefined,
    executedQueryString: step ? `Expr: ${expr}\nStep: ${step}s` : `Expr: ${expr}`,
    preferredVisualisationType: resultType === 'matrix' ? 'graph' : 'table',
    custom: { resultType },
    notices: notices.length > 0 ? notices : undefined,
  };
}

function stringFrame([time, text]: Sample, refId: string, meta: DataFrame['meta']): DataFrame {
  return createDataFrame({
    refId,
    meta,
    fields: [
      { name: 'Time', type: FieldType.time, values: [Math.round(time * 1000)], config: {} },
      { name: 'Value', type: FieldType.string, values: [text], config: {} },
    ],
  });
}
