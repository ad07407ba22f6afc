import { type QueryResultMetaNotice } from '@grafana/data';
import { type RangeResult } from './fetchRange';

/** What a server said beside its answer, as Grafana shows it. */
export const noticesOf = ({ warnings, infos }: Pick<RangeResult, 'warnings' | 'infos'>): QueryResultMetaNotice[] => [
  ...warnings.map((text) => ({ severity: 'warning' as const, text })),
  ...infos.map((text) => ({ severity: 'info' as const, text })),
];
