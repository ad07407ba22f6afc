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

/** Those that overlap a range, of a dashboard and a panel, that have all of the tags. */
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
      query.getAll('tags').every((tag) => one.tags.includes(tag))
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
