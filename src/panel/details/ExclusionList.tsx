import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';
import { type TimeSpan, formatMoment } from '../frames';
import type { Formats } from '../status/words';
import type { DetailsProps } from './DetailsPane';

/** Windows that are kept out of the training, in the panel's options. */
export interface Exclusions {
  windows: readonly TimeSpan[];
  /** why no further window can be taken, as a sentence */
  problem?: string;
  exclude(span: TimeSpan): void;
  /** @param index of the window */
  include(index: number): void;
}

interface Props extends Pick<DetailsProps, 'annotations' | 'isBrushing' | 'onBrush'> {
  exclusions: Exclusions;
  zone: Formats;
}

/** Annotations beyond this many are not offered. */
const MOST = 20;

/** Windows that are left out of the training, and others that can be: a stretch of the chart, windows that the dashboard annotates. */
export function ExclusionList({ exclusions, zone, annotations = [], isBrushing, onBrush }: Props) {
  const styles = useStyles2(getStyles);
  const { windows, problem, exclude, include } = exclusions;
  const write = ({ from, to }: TimeSpan) =>
    say('{{from}} to {{to}}', {
      from: formatMoment(from, zone.now, zone.timeZone),
      to: formatMoment(to, from, zone.timeZone),
    });
  const offered = annotations
    .filter(({ time, timeEnd }) => timeEnd > time && !windows.some(({ from, to }) => from <= time && to >= timeEnd))
    .slice(-MOST);
  return (
    <>
      <p className={styles.heading}>{say('Excluded from training')}</p>
      {windows.length > 0 && (
        <ul className={styles.list} aria-label={say('Excluded windows')}>
          {windows.map((window, index) => (
            <li key={index} className={styles.window}>
              {write(window)}
              <Button
                size="sm"
                fill="text"
                variant="secondary"
                aria-label={say('Learn from {{window}} again', { window: write(window) })}
                onClick={() => include(index)}
              >
                {say('Learn again')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {onBrush && (
        <>
          <Button
            size="sm"
            variant="secondary"
            icon="arrows-h"
            aria-pressed={isBrushing}
            disabled={problem !== undefined}
            onClick={onBrush}
          >
            {say('Exclude by dragging')}
          </Button>
          <span role="status" className={styles.hint}>
            {isBrushing && say('Drag over a stretch of the chart.')}
          </span>
        </>
      )}
      {offered.length > 0 && (
        <ul className={styles.list} aria-label={say('Annotated windows')}>
          {offered.map(({ time, timeEnd, title }, index) => {
            const span = { from: time, to: timeEnd };
            return (
              <li key={index} className={styles.window}>
                <span>{`${write(span)} ${title}`}</span>
                <Button
                  size="sm"
                  fill="text"
                  variant="secondary"
                  disabled={problem !== undefined}
                  aria-label={say('Exclude {{window}} from training', { window: write(span) })}
                  onClick={() => exclude(span)}
                >
                  {say('Exclude')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, padding: 0 }),
  heading: css({ margin: theme.spacing(1.5, 0, 0.5), fontWeight: theme.typography.fontWeightMedium }),
  hint: css({ marginLeft: theme.spacing(1) }),
  window: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'center', listStyle: 'none' }),
});
