import {
  type AnnotationEvent,
  type AnnotationQuery,
  type AnnotationSupport,
  type DataFrame,
  FieldType,
} from '@grafana/data';
import { of } from 'rxjs';
import { AnnotationEditor } from './editors';
import { fillTemplate } from './query';
import { formatMetric } from './wire';
import { type PromQuery } from './types';

/** An annotation as a dashboard stores it; the names are those of Grafana's own Prometheus data source. */
export interface PromAnnotation extends AnnotationQuery<PromQuery> {
  /** `{{label}}` templates */
  titleFormat?: string;
  textFormat?: string;
  /** labels whose values become tags, separated by commas */
  tagKeys?: string;
}

export const annotationSupport: AnnotationSupport<PromQuery, PromAnnotation> = {
  QueryEditor: AnnotationEditor,
  prepareAnnotation: (json: PromAnnotation & Partial<PromQuery>) =>
    json.target ? json : { ...json, target: { refId: 'Anno', expr: json.expr ?? '', interval: json.step } },
  prepareQuery: ({ target }) =>
    target && {
      ...target,
      refId: target.refId || 'Anno',
      legendFormat: '',
      range: true,
      instant: false,
      exemplar: false,
    },
  processEvents: (annotation, frames) => of(frames.flatMap((frame) => toEvents(frame, annotation))),
};

/**
 * Events of one series: each run of values above 0 without a gap is one event, from its first point to its last.
 * An alert's series (`ALERTS{alertstate="firing"}`) thus becomes one region per time it fired.
 */
export function toEvents(frame: DataFrame, annotation: PromAnnotation): AnnotationEvent[] {
  const times = frame.fields.find(({ type }) => type === FieldType.time);
  const values = frame.fields.find(({ type }) => type === FieldType.number);
  if (!times || !values) {
    return [];
  }
  const stepMs = times.config.interval ?? 0;
  const runs: Array<{ start: number; end: number }> = [];
  values.values.forEach((value: number, i) => {
    const time: number = times.values[i];
    const last = runs.at(-1);
    if (!(value > 0)) {
      return;
    }
    if (last && time - last.end <= stepMs) {
      last.end = time;
    } else {
      runs.push({ start: time, end: time });
    }
  });
  const labels = values.labels ?? {};
  const { titleFormat, textFormat, tagKeys } = annotation;
  const tags = (tagKeys ?? '').split(',').flatMap((key) => labels[key.trim()] ?? []);
  return runs.map(({ start, end }) => ({
    time: start,
    timeEnd: end,
    isRegion: end > start,
    title: titleFormat ? fillTemplate(titleFormat, labels) : formatMetric(labels),
    text: textFormat ? fillTemplate(textFormat, labels) : undefined,
    tags,
  }));
}
