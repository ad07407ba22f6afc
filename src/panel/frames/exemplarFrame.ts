import type { DataFrame } from '@grafana/data';

/** Whether a frame holds exemplars: single observations, which are no series. Data sources mark them in one way or both. */
export const isExemplarFrame = ({ name, meta }: DataFrame): boolean =>
  meta?.custom?.resultType === 'exemplar' || (name === 'exemplar' && meta?.dataTopic === 'annotations');
