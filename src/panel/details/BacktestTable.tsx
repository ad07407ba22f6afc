import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Report } from '../../core/fitted';
import { formatDuration } from '../../core/options';
import { say } from '../../language';
import { percent } from '../frames';
import { type Formats, whole, writeDifference } from '../status/words';

/** The forecasters beside the drawn one, by the names of members. */
const RIVALS = ['linear', 'sarx'] as const;
const nameOf = (rival: (typeof RIVALS)[number]): ReactNode =>
  rival === 'linear' ? breakable('predict_linear') : say('Statistical');

/** A name that a narrow column breaks after an underscore, not anywhere. */
function breakable(name: string): ReactNode {
  const [first, ...rest] = name.split(/(?<=_)/);
  return (
    <>
      {first}
      <wbr />
      {rest}
    </>
  );
}

/** Mean absolute errors by lead time in the replay of the last 30 % of the history, beside those of simpler forecasts. */
export function BacktestTable({ report, formats }: { report: Report; formats: Formats }) {
  const styles = useStyles2(getStyles);
  const { leadTimes = [], coverage, step } = report;
  const widest = coverage[coverage.length - 1];
  if (leadTimes.length === 0) {
    return null;
  }
  const rivals = RIVALS.filter((member) =>
    leadTimes.some(({ others }) => others?.some((one) => one.member === member))
  );
  const write = (error: number) => (Number.isFinite(error) ? writeDifference(error, formats) : '–');
  return (
    <table className={styles.table}>
      <caption>
        {say(
          'Mean absolute error by how far ahead, over the last 30 % of the history, by models fitted on what came before'
        )}
      </caption>
      <thead>
        <tr>
          <th scope="col">{say('Up to')}</th>
          <th scope="col">{say('Drawn')}</th>
          <th scope="col">{say('Seasonal naive')}</th>
          {rivals.map((member) => (
            <th key={member} scope="col">
              {nameOf(member)}
            </th>
          ))}
          {widest && <th scope="col">{say('{{level}} band held', { level: percent(widest.level) })}</th>}
        </tr>
      </thead>
      <tbody>
        {leadTimes.map(({ to, mae, naiveMae, others, coverage: held }) => {
          const errors = [
            mae,
            naiveMae,
            ...rivals.map((member) => others?.find((one) => one.member === member)?.mae ?? NaN),
          ];
          const least = Math.min(...errors.filter(Number.isFinite));
          return (
            <tr key={to}>
              <th scope="row">{formatDuration(to * step)}</th>
              {errors.map((error, index) => (
                <td key={index}>{error === least ? <strong>{write(error)}</strong> : write(error)}</td>
              ))}
              {widest && <td>{Number.isFinite(held) ? whole(held) : '–'}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    // The pane is narrow: each column takes what its longest word needs.
    overflowWrap: 'break-word',
    margin: theme.spacing(0.5, 0, 1),
    fontVariantNumeric: 'tabular-nums',
    '& caption': { captionSide: 'top', color: theme.colors.text.secondary, paddingBottom: theme.spacing(0.5) },
    '& th, & td': {
      padding: theme.spacing(0.25),
      textAlign: 'right',
      fontWeight: theme.typography.fontWeightRegular,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    '& thead th': { color: theme.colors.text.secondary, verticalAlign: 'bottom' },
    '& th:first-child': { textAlign: 'left' },
  }),
});
