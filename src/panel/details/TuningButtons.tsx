import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';
import { many, say, sentences } from '../../language';
import { clauses, formatLoss, whole } from '../status/words';
import { type Candidate, TUNING_MS, type Trial, type Tuner, type Tuning } from '../tuning';

interface Props {
  seriesKey: string;
  /** of the series, for the buttons' labels */
  name: string;
  tuner: Tuner;
  /** takes these options over */
  onAccept(candidate: Candidate): void;
}

/** Searches for better options of the LSTM when asked to, shows each trial, and takes the best over when told to. */
export function TuningButtons({ seriesKey, name, tuner, onAccept }: Props) {
  const styles = useStyles2(getStyles);
  const state = useSyncExternalStore(tuner.subscribe, tuner.getState);
  const tuning = state?.key === seriesKey ? state : undefined;
  return (
    <div className={styles.box}>
      {state?.isRunning ? (
        tuning && (
          <Button size="sm" variant="secondary" icon="times" onClick={tuner.stop}>
            {say('Stop the search')}
          </Button>
        )
      ) : (
        <Button
          size="sm"
          variant="secondary"
          aria-label={say('Find the best settings for {{name}}', { name })}
          // What the click did is said below the button, where the tooltip would hide it.
          tooltipPlacement="top"
          tooltip={say(
            'Trains this series with other sequence lengths, units and learning rates for at most {{minutes}} minutes. Nothing is changed before you accept.',
            { minutes: TUNING_MS / 60_000 }
          )}
          onClick={() => void tuner.start(seriesKey)}
        >
          {say('Find the best settings')}
        </Button>
      )}
      {tuning && (
        <>
          <p role="status" className={styles.said}>
            {describe(tuning)}
          </p>
          {tuning.winner && (
            <Button size="sm" onClick={() => onAccept(tuning.winner!.candidate)}>
              {say('Use these settings')}
            </Button>
          )}
          <TrialTable tuning={tuning} />
        </>
      )}
    </div>
  );
}

function describe({ trials, isRunning, isCut, winner }: Tuning): string {
  const done = trials.filter(({ epochs, state }) => epochs > 0 || state === 'out').length;
  if (isRunning) {
    return say('Searching: {{done}} of {{all}} tried.', { done, all: trials.length });
  }
  const cut = isCut
    ? say('The search ended early, after {{done}} of {{all}}.', { done, all: trials.length })
    : undefined;
  if (!winner) {
    return cut
      ? sentences(cut, say('Nothing was found to be better.'))
      : many(
          done,
          '{{count}} setting tried: none is better than what is set.',
          '{{count}} settings tried: none is better than what is set.'
        );
  }
  const { sequenceLength, hidden, learningRate } = winner.candidate;
  return sentences(
    cut,
    say('Best: {{steps}} steps, {{units}} units, learning rate {{rate}}.', {
      steps: sequenceLength,
      units: hidden,
      rate: learningRate,
    }),
    say('Its validation loss is {{gain}} smaller than that of what is set.', {
      gain: whole(1 - winner.loss / trials[0].loss),
    })
  );
}

/** Rows of the table: those that got furthest first. */
const MOST_ROWS = 8;
const states = (): Record<Trial['state'], string> => ({
  waiting: say('waits'),
  training: say('trains'),
  done: say('in'),
  out: say('out'),
});

function TrialTable({ tuning: { trials, winner } }: { tuning: Tuning }) {
  const styles = useStyles2(getStyles);
  const [current] = trials;
  const names = states();
  const byMerit = (a: Trial, b: Trial) => b.epochs - a.epochs || (a.loss || Infinity) - (b.loss || Infinity);
  const shown = [...trials].sort(byMerit).slice(0, MOST_ROWS);
  return (
    <table className={styles.table} aria-label={say('Trials')}>
      <thead>
        <tr>
          {[say('Steps'), say('Units'), say('Rate'), say('Epochs'), say('Loss'), say('State')].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((trial) => {
          const { sequenceLength, hidden, learningRate } = trial.candidate;
          const state = clauses([names[trial.state], trial === current ? say('set now') : undefined]);
          return (
            <tr
              key={`${sequenceLength} ${hidden} ${learningRate}`}
              className={trial === winner ? styles.winner : undefined}
            >
              <td>{sequenceLength}</td>
              <td>{hidden}</td>
              <td>{learningRate}</td>
              <td>{trial.epochs || '–'}</td>
              <td>{trial.epochs ? formatLoss(trial.loss) : '–'}</td>
              <td>{trial === winner ? say('best') : state}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ marginTop: theme.spacing(1) }),
  said: css({ margin: theme.spacing(0.5, 0) }),
  winner: css({ fontWeight: theme.typography.fontWeightBold }),
  table: css({
    marginTop: theme.spacing(0.5),
    fontVariantNumeric: 'tabular-nums',
    '& th': { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary, textAlign: 'left' },
    '& th, & td': { padding: theme.spacing(0, 1, 0, 0), whiteSpace: 'nowrap' },
  }),
});
