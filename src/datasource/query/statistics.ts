import { type QueryResultMetaStat } from '@grafana/data';
import { say } from '../../language';
import { type HistoryFigures } from '../history';
import { type RangeResult } from './fetchRange';

/** The cost of an answer, for the inspector. @param total of all histories of this page; without a history nothing is said of them */
export function statistics({ columns, figures, bytes }: RangeResult, total: HistoryFigures): QueryResultMetaStat[] {
  const points = columns.reduce((sum, { times }) => sum + times.length, 0);
  return [
    { displayName: say('Series'), value: columns.length },
    { displayName: say('Points'), value: points },
    ...(figures
      ? costs(figures, capitalise)
      : bytes
        ? [{ displayName: capitalise(say('bytes fetched')), value: bytes, unit: 'bytes' }]
        : []),
    ...(!figures && total.requests + total.reusedPoints > 0 ? costs(total, ofPage) : []),
  ];
}

/** @param name what a figure is called, from its name within a sentence */
function costs(figures: HistoryFigures, name: (figure: string) => string): QueryResultMetaStat[] {
  const rows: QueryResultMetaStat[] = [
    { displayName: say('requests'), value: figures.requests },
    { displayName: say('points fetched'), value: figures.fetchedPoints },
    { displayName: say('points from the cache'), value: figures.reusedPoints },
    { displayName: say('bytes fetched'), value: figures.fetchedBytes, unit: 'bytes' },
    { displayName: say('bytes from the cache'), value: figures.reusedBytes, unit: 'bytes' },
  ];
  return rows.map((row) => ({ ...row, displayName: name(row.displayName) }));
}

const capitalise = (figure: string) => figure.charAt(0).toUpperCase() + figure.slice(1);
const ofPage = (figure: string) => say('Histories on this page: {{figure}}', { figure });
