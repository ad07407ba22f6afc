import { type DataFrame, type Field, FieldType, type Labels, type LinkModel } from '@grafana/data';
import { isExemplarFrame } from '../../frames';

/** A single observation with labels of its own. */
export interface Exemplar {
  /** ms */
  time: number;
  value: number;
  /** letter of its query */
  refId?: string;
  labels: Labels;
  /** the data links of its labels, as Grafana resolves them */
  linksOf(): LinkModel[];
}

/** The exemplars in the panel's data, wherever data sources of this or an older Grafana put them. */
export function readExemplars(frames: DataFrame[] = []): Exemplar[] {
  return frames.filter(isExemplarFrame).flatMap(({ refId, fields }) => {
    const times = fields.find(({ type }) => type === FieldType.time)?.values ?? [];
    const value = fields.find(({ type }) => type === FieldType.number);
    const texts = fields.filter(({ type }) => type === FieldType.string);
    return Array.from(times, (time, row): Exemplar => ({
      time: Number(time),
      value: Number(value?.values[row] ?? NaN),
      refId,
      labels: labelsAt(texts, row),
      linksOf: () => fields.flatMap((field) => field.getLinks?.({ valueRowIndex: row }) ?? []),
    })).filter(({ time, value: one }) => Number.isFinite(time) && Number.isFinite(one));
  });
}

const labelsAt = (fields: Field[], row: number): Labels =>
  Object.fromEntries(
    fields.flatMap(({ name, values }) => {
      const text: unknown = values[row];
      return typeof text === 'string' && text !== '' ? [[name, text]] : [];
    })
  );

/** A series beside which exemplars stand. */
interface Shown {
  live: { refId?: string; field: { labels?: Labels } };
  isHidden: boolean;
}

/**
 * The exemplars of what is shown, each with the series whose axis it stands on. Once a series is hidden, only those are
 * left whose labels hold all labels of one that is shown: of an aggregated series nobody can tell which it counted.
 */
export function exemplarsFor<S extends Shown>(
  exemplars: readonly Exemplar[],
  series: readonly S[]
): Array<{ exemplar: Exemplar; beside: S }> {
  const shown = series.filter(({ isHidden }) => !isHidden);
  const isAll = shown.length === series.length;
  return exemplars.flatMap((exemplar) => {
    const ofQuery = shown.filter(({ live }) => exemplar.refId === undefined || live.refId === exemplar.refId);
    const beside =
      ofQuery.find(({ live }) => holds(exemplar.labels, live.field.labels)) ?? (isAll ? ofQuery[0] : undefined);
    return beside ? [{ exemplar, beside }] : [];
  });
}

const holds = (labels: Labels, all: Labels = {}): boolean =>
  Object.entries(all).every(([name, value]) => name === '__name__' || labels[name] === value);
