import { createDataFrame, type DataFrame, DataFrameType, FieldType, type QueryResultMetaNotice } from '@grafana/data';
import { legends } from './legend';
import { parseValue } from '../wire';
import { type Answer, type Metric, type QueryData, type Sample } from '../types';

export interface FrameContext {
  refId: string;
  /** as it was sent: variables replaced */
  expr: string;
  legendFormat?: string;
  /** seconds between points of a range query */
  step?: number;
}

interface OneSeries {
  metric: Metric;
  values: Sample[];
}

/**
 * Data frames of an answer: one frame per series, with a time field (ms since the epoch) and a number field that
 * carries the labels and the legend's name. Samples Prometheus does not send (gaps, stale series) are not made up:
 * the step stands in the time field's `config.interval`, from which Grafana breaks the line. NaN and ±Inf are kept as
 * Prometheus answered them; Grafana's charts and our panel draw both as gaps.
 *
 * An answer without series gives one frame without fields, so that warnings and the query reach the inspector.
 */
export function toFrames({ data, warnings, infos }: Answer<QueryData>, context: FrameContext): DataFrame[] {
  const { series, histograms } = toSeries(data);
  const notices: QueryResultMetaNotice[] = [
    ...warnings.map((text) => ({ severity: 'warning' as const, text })),
    ...infos.map((text) => ({ severity: 'info' as const, text })),
  ];
  if (histograms > 0) {
    notices.push({
      severity: 'warning',
      text: `${histograms} series left out: native histograms have no single value. Use histogram_quantile(), histogram_avg() or histogram_count().`,
    });
  }
  const meta = (first: boolean) => ({
    type: data.resultType === 'matrix' ? DataFrameType.TimeSeriesMulti : undefined,
    executedQueryString: context.step ? `Expr: ${context.expr}\nStep: ${context.step}s` : `Expr: ${context.expr}`,
    preferredVisualisationType: data.resultType === 'matrix' ? ('graph' as const) : ('table' as const),
    custom: { resultType: data.resultType },
    // once per answer, not once per series
    notices: first && notices.length > 0 ? notices : undefined,
  });
  if (data.resultType === 'string') {
    return [stringFrame(data.result, context.refId, meta(true))];
  }
  const names = legends(
    series.map(({ metric }) => metric),
    context.legendFormat,
    context.expr
  );
  if (series.length === 0) {
    return [createDataFrame({ refId: context.refId, meta: meta(true), fields: [] })];
  }
  return series.map(({ metric, values }, i) =>
    createDataFrame({
      refId: context.refId,
      name: names[i],
      meta: meta(i === 0),
      fields: [
        {
          name: 'Time',
          type: FieldType.time,
          config: context.step && data.resultType === 'matrix' ? { interval: context.step * 1000 } : {},
          values: values.map(([time]) => Math.round(time * 1000)),
        },
        {
          name: 'Value',
          type: FieldType.number,
          labels: metric,
          config: { displayNameFromDS: names[i] },
          values: values.map(([, value]) => parseValue(value)),
        },
      ],
    })
  );
}

function toSeries(data: QueryData): { series: OneSeries[]; histograms: number } {
  switch (data.resultType) {
    case 'matrix': {
      const series = data.result.flatMap(({ metric, values }) => (values?.length ? [{ metric, values }] : []));
      return { series, histograms: data.result.filter(({ histograms }) => histograms?.length).length };
    }
    case 'vector': {
      const series = data.result.flatMap(({ metric, value }) => (value ? [{ metric, values: [value] }] : []));
      return { series, histograms: data.result.filter(({ histogram }) => histogram).length };
    }
    case 'scalar':
      return { series: [{ metric: {}, values: [data.result] }], histograms: 0 };
    case 'string':
      return { series: [], histograms: 0 };
  }
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
