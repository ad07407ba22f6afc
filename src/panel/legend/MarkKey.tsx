import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Breach } from '../../core/breaches';
import { type ChartModel, overlayStyle } from '../chart';
import { toPercent } from '../frames';

/** CSS pixels of the key's row */
export const KEY_HEIGHT = 20;

/** The meaning of a chart's bands and marks: those that are drawn, each with its shape. */
export function MarkKey({ model }: { model: ChartModel }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { anomaly, breach } = overlayStyle(theme);
  const shown = model.series.filter(({ isHidden, result }) => !isHidden && result);
  if (shown.length === 0) {
    return null;
  }
  const line = shown.length === 1 ? shown[0].forecastColor : theme.colors.text.secondary;
  const levels = [...new Set(shown.flatMap(({ result }) => result!.forecast.intervals.map(({ level }) => level)))];
  const isInView = ({ start, end }: { start: number; end: number }) => end >= model.from && start <= model.to;
  const hasIncidents = shown.some(({ result }) => result!.anomalies.some(isInView));
  const hasCrossings = shown.some(({ result }) => result!.breaches.some((breach) => isMarked(breach, model)));
  const hasExcluded = model.excluded.some(({ from, to }) => isInView({ start: from, end: to }));
  return (
    <ul className={styles.key} aria-label="What the marks mean">
      <Item text="expected">
        <line x1="0" x2="18" y1="6" y2="6" stroke={line} strokeOpacity="0.55" />
      </Item>
      <Item text="forecast">
        <line x1="0" x2="18" y1="6" y2="6" stroke={line} strokeWidth="2" strokeDasharray="5 3" />
      </Item>
      {levels.length > 0 && (
        <Item text={`should hold ${levels.map(toPercent).join(' and ')} % of the values`}>
          <rect width="18" height="12" fill={line} fillOpacity="0.25" />
        </Item>
      )}
      {hasIncidents && (
        <Item text="incident, filled where critical">
          <circle cx="6" cy="6" r="4" fill="none" stroke={anomaly} strokeWidth="2" />
          <path d="M12 8 L18 8 L15 4 Z" fill={anomaly} />
        </Item>
      )}
      {hasCrossings && (
        <Item text="crossing and its interval">
          <path d="M0 6 H18 M0 3 V9 M18 3 V9" stroke={breach} strokeWidth="1.5" />
          <path d="M9 2 L13 6 L9 10 L5 6 Z" fill={breach} />
        </Item>
      )}
      {hasExcluded && (
        <Item text="excluded from training">
          <path d="M0 12 L12 0 M6 12 L18 0" stroke={theme.colors.text.secondary} />
        </Item>
      )}
    </ul>
  );
}

/** Whether a crossing that is to come begins in view. */
function isMarked({ already, time, earliest }: Breach, { from, to }: ChartModel): boolean {
  const start = Number.isFinite(earliest) ? earliest : time;
  return !already && start >= from && start <= to;
}

function Item({ text, children }: { text: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.item}>
      <svg width="18" height="12" aria-hidden="true">
        {children}
      </svg>
      {text}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  key: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1.5),
    height: KEY_HEIGHT,
    lineHeight: `${KEY_HEIGHT}px`,
    overflow: 'hidden',
    margin: 0,
    padding: theme.spacing(0, 1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  item: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    whiteSpace: 'nowrap',
  }),
});
