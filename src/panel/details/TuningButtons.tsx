import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';
import { many } from '../../language';
import { formatLoss } from '../status/words';
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
            Stop the search
          </Button>
        )
      ) : (
        <Button
          size="sm"
          variant="secondary"
          aria-label={`Find the best settings for ${name}`}
          tooltip={`Trains this series with other sequence lengths, units and learning rates for at most ${TUNING_MS / 60_000} minutes. Nothing is changed before you accept.`}
          onClick={() => void tuner.start(seriesKey)}
        >
          Find the best settings
        </Button>
      )}
      {tuning && (
        <>
          <p role="status" className={styles.said}>
            {describe(tuning)}
          </p>
          {tuning.winner && (
            <Button size="sm" onClick={() => onAccept(tuning.winner!.candidate)}>
              Use these settings
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
    return `Searching: ${done} of ${trials.length} tried.`;
  }
  const cut = isCut ? `The search ended early, after ${done} of ${trials.length}. ` : '';
  if (!winner) {
    return isCut
      ? `${cut}Nothing was found to be better.`
      : `${many(done, '{{count}} setting', '{{count}} settings')} tried: none is better than what is set.`;
  }
  const { sequenceLength, hidden, learningRate } = winner.candidate;
  const gain = Math.round(100 * (1 - winner.loss / trials[0].loss));
  return `${cut}Best: ${sequenceLength} steps, ${hidden} units, learning rate ${learningRate}. Its validation loss is ${gain} % smaller than that of what is set.`;
}

/** Rows of the table: those that got furthest first. */
const MOST_ROWS = 8;
const STATES: Record<Trial['state'], string> = { waiting: 'waits', training: 'trains', done: 'in', out: 'out' };

function TrialTable({ tuning: { trials, winner } }: { tuning: Tuning }) {
  const styles = useStyles2(getStyles);
  const [current] = trials;
  const byMerit = (a: Trial, b: Trial) => b.epochs - a.epochs || (a.loss || Infinity) - (b.loss || Infinity);
  const shown = [...trials].sort(byMerit).slice(0, MOST_ROWS);
  return (
    <table className={styles.table} aria-label="Trials">
      <thead>
        <tr>
          {['Steps', 'Units', 'Rate', 'Epochs', 'Loss', 'State'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((trial) => {
          const { sequenceLength, hidden, learningRate } = trial.candidate;
          const state = trial === current ? `${STATES[trial.state]}, set now` : STATES[trial.state];
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
              <td>{trial === winner ? 'best' : state}</td>
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
