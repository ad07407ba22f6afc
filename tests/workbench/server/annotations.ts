/** An annotation as Grafana keeps it. */
export interface Annotation {
  id: number;
  dashboardUID: string;
  panelId: number;
  /** ms */
  time: number;
  timeEnd: number;
  text: string;
  tags: string[];
}

/** A tag as Grafana keeps it: what stands before a colon is its key. */
const keyOf = (tag: string) => tag.split(':')[0].trim();

/**
 * Whether a filter takes an annotation, as Grafana's server counts: its tags that any of the filter's fit have to be as
 * many as those. A key alone fits each tag of the key, so that two tags of one key fit too often.
 */
function fits(tags: readonly string[], filter: readonly string[]): boolean {
  const fitting = tags.filter((tag) => filter.some((one) => one === tag || one === keyOf(tag)));
  return filter.length === 0 || fitting.length === filter.length;
}

/** Those that overlap a range, of a dashboard and a panel, that the filter of tags takes. */
export function annotationsOf(all: readonly Annotation[], query: URLSearchParams): Annotation[] {
  const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
  const isOf = (name: 'dashboardUID' | 'panelId', one: Annotation) =>
    !query.has(name) || query.get(name) === String(one[name]);
  return all.filter(
    (one) =>
      one.timeEnd >= number('from', -Infinity) &&
      one.time <= number('to', Infinity) &&
      isOf('dashboardUID', one) &&
      isOf('panelId', one) &&
      fits(one.tags, query.getAll('tags'))
  );
}

/** Adds one, or changes the one of an id. @returns its id; undefined where there is none */
export function changeAnnotation(all: Annotation[], body: Partial<Annotation>, id: string): number | undefined {
  if (id === '') {
    const added = {
      dashboardUID: '',
      panelId: 0,
      time: 0,
      timeEnd: 0,
      text: '',
      tags: [],
      ...body,
      id: all.length + 1,
    };
    all.push(added);
    return added.id;
  }
  const known = all.find((one) => String(one.id) === id);
  return known && Object.assign(known, body).id;
}
