import { type QueryResultMetaStat } from '@grafana/data';
import { type HistoryFigures } from '../history';
import { type RangeResult } from './fetchRange';

/** The cost of an answer, for the inspector. @param total of all histories of this page; without a history nothing is said of them */
export function statistics({ columns, figures, bytes }: RangeResult, total: HistoryFigures): QueryResultMetaStat[] {
  const points = columns.reduce((sum, { times }) => sum + times.length, 0);
  return [
    { displayName: 'Series', value: columns.length },
    { displayName: 'Points', value: points },
    ...(figures ? costs('', figures) : bytes ? [{ displayName: 'Bytes fetched', value: bytes, unit: 'bytes' }] : []),
    ...(!figures && total.requests + total.reusedPoints > 0 ? costs('Histories on this page: ', total) : []),
  ];
}

function costs(of: string, figures: HistoryFigures): QueryResultMetaStat[] {
  const rows: QueryResultMetaStat[] = [
    { displayName: 'requests', value: figures.requests },
    { displayName: 'points fetched', value: figures.fetchedPoints },
    { displayName: 'points from the cache', value: figures.reusedPoints },
    { displayName: 'bytes fetched', value: figures.fetchedBytes, unit: 'bytes' },
    { displayName: 'bytes from the cache', value: figures.reusedBytes, unit: 'bytes' },
  ];
  return rows.map(({ displayName, ...row }) => ({
    ...row,
    displayName: of + (of ? displayName : displayName[0].toUpperCase() + displayName.slice(1)),
  }));
}
