import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { Report } from '../../core/fitted';
import type { Importance, Term } from '../../core/lstm';
import { SERIES_NETWORKS } from '../../core/members';
import { describeError, toForecastError } from '../../core/options';
import { say, tell } from '../../language';
import { nameSource, whole } from '../status/words';
import type { Explain } from './explain';

interface Props {
  seriesKey: string;
  report: Pick<Report, 'shares' | 'source'>;
  explain: Explain;
}

type Answer = { kind: 'asked' } | { kind: 'known'; importance: Importance[] } | { kind: 'failed'; why: string };

/** A section that asks, once it is opened, what the network of a series goes by, and shows it as a table. */
export function ImportanceTable({ seriesKey, report, explain }: Props) {
  const styles = useStyles2(getStyles);
  const [answer, setAnswer] = useState<Answer>();
  const ask = (isOpen: boolean) => {
    if (!isOpen || (answer && answer.kind !== 'failed')) {
      return;
    }
    setAnswer({ kind: 'asked' });
    explain(seriesKey).then(
      (importance) =>
        setAnswer(
          importance
            ? { kind: 'known', importance }
            : { kind: 'failed', why: say('No trained network is at hand. Retrain it.') }
        ),
      (error: unknown) => setAnswer({ kind: 'failed', why: tell(describeError(toForecastError(error))) })
    );
  };
  return (
    <details className={styles.box} onToggle={({ currentTarget }) => ask(currentTarget.open)}>
      <summary>{say('What matters to the forecast')}</summary>
      {answer?.kind !== 'known' && (
        <p role="status">{answer?.kind === 'failed' ? answer.why : say('Being measured')}</p>
      )}
      {answer?.kind === 'known' && <p>{describe(answer.importance, report)}</p>}
      {answer?.kind === 'known' && answer.importance.length > 0 && (
        <table className={styles.table} aria-label={say('What matters to the forecast')}>
          <tbody>
            {answer.importance.map(({ term, share }) => (
              <tr key={nameTerm(term)}>
                <th scope="row">{nameTerm(term)}</th>
                <td>{share < 0.01 ? say('below 1 %') : whole(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

/** Sentences on the table: whose it is, and how it was measured. */
function describe(importance: readonly Importance[], { shares, source }: Props['report']): string {
  const network = SERIES_NETWORKS.find((name) => shares?.some(({ member }) => member === name) || source === name);
  const part = shares?.find(({ member }) => member === network)?.share;
  const name = network && nameSource(network);
  const whose = !name
    ? say('the network of this series, which has no part in the forecast,')
    : part === undefined
      ? say('the {{name}} of this series', { name })
      : say('the {{name}} of this series, which is {{part}} of the blend,', { name, part: whole(part) });
  return importance.length > 0
    ? say(
        'By how much more {{whose}} errs on the past that it did not learn from when it is told one of these as of another time, as shares of all.',
        { whose }
      )
    : say('Nothing that {{whose}} is told makes it err more when it is told another.', { whose });
}

function nameTerm(term: Term): string {
  switch (term.kind) {
    case 'last-hour':
      return say('The last hour');
    case 'earlier':
      return say('The sequence before it');
    case 'days':
      return say('The days before, at this time');
    case 'weekdays':
      return say('The weeks before, at this time');
    case 'days-of-kind':
      return say('Working days or weekends before, at this time');
    case 'hour':
      return say('The hour of the day');
    case 'weekday':
      return say('The day of the week');
    case 'covariate':
      return say('Covariate {{name}}', { name: term.name });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    margin: theme.spacing(0.5, 0, 1),
    '& summary': { cursor: 'pointer', color: theme.colors.text.secondary },
    '& p': { margin: theme.spacing(0.5, 0) },
  }),
  table: css({
    fontVariantNumeric: 'tabular-nums',
    '& th': { fontWeight: theme.typography.fontWeightRegular, textAlign: 'left', paddingRight: theme.spacing(2) },
    '& td': { textAlign: 'right', whiteSpace: 'nowrap' },
  }),
});
