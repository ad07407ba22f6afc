import {
  FieldType,
  getFieldDisplayName,
  type DataFrame,
  type Field,
  type FieldConfig,
  type Labels,
} from '@grafana/data';
import { type ForecastResult, resultColumns, valueAt } from '../../core/fitted';
import type { Series } from '../../core/series';
import { DEFAULT_THRESHOLDS_STYLE, type FieldOptions } from '../types';
import { isExemplarFrame } from './exemplarFrame';

/** One number field of the panel's data with its times, as the chart draws it. */
export interface LiveSeries {
  /** refId, field name and labels: the same series keeps its key over refreshes, repeats and renames */
  key: string;
  /** as Grafana names it in legends */
  name: string;
  /** letter of its query */
  refId?: string;
  frameIndex: number;
  fieldIndex: number;
  field: Field<number | null>;
  /** (N), ms since the epoch, rising */
  times: number[];
  /** (N), NaN where there is no finite value */
  values: number[];
}

/** Median distance of samples, ms, which gaps do not change; 0 for fewer than two. */
export function stepMsOf({ times }: Pick<LiveSeries, 'times'>): number {
  const steps = times.slice(1).map((time, i) => time - times[i]);
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
}

/** Every number field of every frame that has a time field, wide or long, hidden ones included; exemplars are no series. */
export function readSeries(frames: DataFrame[]): LiveSeries[] {
  const found: LiveSeries[] = [];
  const seen = new Map<string, number>();
  const long = new Set(frames.filter((frame) => frame.length > 1 && !isExemplarFrame(frame)).flatMap(keysOf));
  frames.forEach((frame, frameIndex) => {
    const time = frame.fields.find((field) => field.type === FieldType.time);
    if (!time || isExemplarFrame(frame)) {
      return;
    }
    frame.fields.forEach((field, fieldIndex) => {
      if (field.type !== FieldType.number) {
        return;
      }
      const base = seriesKey(frame.refId, field.name, field.labels);
      if (frame.length <= 1 && long.has(base)) {
        // The query type "Both" answers the latest values in frames of their own: they repeat the end of the series.
        return;
      }
      const repeats = seen.get(base) ?? 0;
      seen.set(base, repeats + 1);
      found.push({
        key: repeats === 0 ? base : `${base}#${repeats}`,
        name: getFieldDisplayName(field, frame, frames),
        refId: frame.refId,
        frameIndex,
        fieldIndex,
        field,
        ...readPoints(time, field),
      });
    });
  });
  return found;
}

const keysOf = ({ refId, fields }: DataFrame): string[] =>
  fields.filter(({ type }) => type === FieldType.number).map(({ name, labels }) => seriesKey(refId, name, labels));

/** Identity of a series. Unlike its display name it does not change with the legend or the language. */
export function seriesKey(refId: string | undefined, fieldName: string, labels: Labels | undefined): string {
  const sorted = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  // The name of a labelled field is "Value" or its legend: labels alone identify it.
  return JSON.stringify([refId ?? '', sorted.length > 0 ? '' : fieldName, sorted]);
}

/** Times and values of a field: sorted, finite or NaN, and a NaN where the frame says that samples are missing. */
function readPoints(time: Field, field: Field): { times: number[]; values: number[] } {
  const order = Array.from({ length: time.values.length }, (_, index) => index);
  const isRising = order.every((index) => index === 0 || time.values[index] >= time.values[index - 1]);
  if (!isRising) {
    order.sort((a, b) => time.values[a] - time.values[b]);
  }
  const interval: number = time.config.interval ?? 0;
  const times: number[] = [];
  const values: number[] = [];
  for (const index of order) {
    const at = time.values[index];
    const last = times[times.length - 1];
    if (interval > 0 && last !== undefined && at - last > interval * 1.5) {
      times.push(last + interval);
      values.push(NaN);
    }
    const value = field.values[index];
    times.push(at);
    values.push(typeof value === 'number' && Number.isFinite(value) ? value : NaN);
  }
  return { times, values };
}

/** Time of the last known value, ms; NaN where there is none. */
export function lastKnownTime({ times, values }: LiveSeries): number {
  let index = values.length - 1;
  while (index >= 0 && Number.isNaN(values[index])) {
    index--;
  }
  return times[index] ?? NaN;
}

/** A series with its forecast, ready to leave the panel. */
export interface ForecastFrameInput {
  name: string;
  refId?: string;
  labels?: Labels;
  config?: FieldConfig;
  history?: Series;
  result: ForecastResult;
}

/**
 * One frame a series: `y`, `yhat`, `yhat_lower`, `yhat_upper` (the widest level; narrower ones carry it in their
 * name, as `yhat_lower_80`) and `anomaly_score`, at the times of the expected band and of the forecast.
 */
export function toFrames(inputs: ForecastFrameInput[]): DataFrame[] {
  return inputs.map(({ name, refId, labels, config, history, result }) => {
    const { times, columns } = resultColumns(result, history);
    return {
      name,
      refId,
      length: times.length,
      fields: [
        { name: 'time', type: FieldType.time, config: {}, values: times },
        ...columns.map((column): Field => ({
          ...column,
          type: FieldType.number,
          // A score has no unit.
          config: column.name === 'anomaly_score' ? {} : { unit: config?.unit, decimals: config?.decimals },
          labels,
        })),
      ],
    };
  });
}

export { valueAt };

/** The style in which a field's thresholds are drawn. */
export function thresholdStyleOf({ config }: Field): string {
  const custom: FieldOptions | undefined = config.custom;
  return custom?.thresholdsStyle?.mode ?? DEFAULT_THRESHOLDS_STYLE.mode;
}
