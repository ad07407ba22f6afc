import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { measureText, useStyles2, useTheme2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Forecast } from '../../core/bands';
import type { Breach } from '../../core/breaches';
import { list, say } from '../../language';
import { type ChartModel, overlayStyle } from '../chart';
import { toPercent } from '../frames';

/** CSS pixels of the key's row */
export const KEY_HEIGHT = 20;

/** CSS pixels of an item beside its words: its shape, and the gaps to words and neighbour. */
const ITEM_SPARE = 34;
/** padding of the row, on both sides together */
const ROW_SPARE = 16;
/** of Grafana's small body text */
const FONT_SIZE = 12;

interface MarkItem {
  words: string;
  /** where the row is too narrow for all words */
  short: string;
  shape: ReactNode;
}

/** The meaning of a chart's bands and marks: those that are drawn, each with its shape. @param width CSS pixels */
export function MarkKey({ model, width }: { model: ChartModel; width: number }) {
  const styles = useStyles2(getStyles);
  const items = itemsOf(model, useTheme2());
  if (items.length === 0) {
    return null;
  }
  const needed = items.reduce((sum, { words }) => sum + measureText(words, FONT_SIZE).width + ITEM_SPARE, ROW_SPARE);
  return (
    <ul className={styles.key} aria-label={say('What the marks mean')}>
      {items.map(({ words, short, shape }) => (
        <li key={words} className={styles.item} title={words}>
          <svg width="18" height="12" aria-hidden="true">
            {shape}
          </svg>
          {needed > width ? short : words}
        </li>
      ))}
    </ul>
  );
}

function itemsOf(model: ChartModel, theme: GrafanaTheme2): MarkItem[] {
  const { anomaly, breach, exemplar } = overlayStyle(theme);
  const shown = model.series.filter(({ isHidden, result }) => !isHidden && result);
  if (shown.length === 0) {
    return [];
  }
  const line = shown.length === 1 ? shown[0].forecastColor : theme.colors.text.secondary;
  const bands = shown.flatMap(({ result }) => result!.forecast.intervals.filter(isWide));
  const levels = [...new Set(bands.map(({ level }) => level))].map((level) => String(toPercent(level)));
  const hasExpected = shown.some(({ result }) => result!.expected.times.length > 0);
  const isInView = ({ start, end }: { start: number; end: number }) => end >= model.from && start <= model.to;
  const hasIncidents = shown.some(({ result }) => result!.anomalies.some(isInView));
  const hasCrossings = shown.some(({ result }) => result!.breaches.some((one) => isMarked(one, model)));
  const hasExcluded = model.excluded.some(({ from, to }) => isInView({ start: from, end: to }));
  const hasExemplars = model.exemplars.some(({ time }) => isInView({ start: time, end: time }));
  const items: Array<MarkItem & { isShown: boolean }> = [
    {
      isShown: hasExpected,
      words: say('expected'),
      short: say('expected'),
      shape: <line x1="0" x2="18" y1="6" y2="6" stroke={line} strokeOpacity="0.55" />,
    },
    {
      isShown: true,
      words: say('forecast'),
      short: say('forecast'),
      shape: <line x1="0" x2="18" y1="6" y2="6" stroke={line} strokeWidth="2" strokeDasharray="5 3" />,
    },
    {
      isShown: levels.length > 0,
      words: say('should hold {{levels}} of the values', {
        levels: say('{{number}} %', { number: levels.reduce(withAnd, '') }),
      }),
      short: say('{{number}} %', { number: list(levels) }),
      shape: <rect width="18" height="12" fill={line} fillOpacity="0.25" />,
    },
    {
      isShown: hasIncidents,
      words: say('incident, filled where critical'),
      short: say('incident'),
      shape: (
        <>
          <circle cx="6" cy="6" r="4" fill="none" stroke={anomaly} strokeWidth="2" />
          <path d="M12 8 L18 8 L15 4 Z" fill={anomaly} />
        </>
      ),
    },
    {
      isShown: hasCrossings,
      words: say('crossing and its interval'),
      short: say('crossing'),
      shape: (
        <>
          <path d="M0 6 H18 M0 3 V9 M18 3 V9" stroke={breach} strokeWidth="1.5" />
          <path d="M9 2 L13 6 L9 10 L5 6 Z" fill={breach} />
        </>
      ),
    },
    {
      isShown: hasExcluded,
      words: say('excluded from training'),
      short: say('excluded'),
      shape: <path d="M0 12 L12 0 M6 12 L18 0" stroke={theme.colors.text.secondary} />,
    },
    {
      isShown: hasExemplars,
      words: say('exemplar, a single observation'),
      short: say('exemplar'),
      shape: <path d="M9 2 L13 6 L9 10 L5 6 Z" fill="none" stroke={exemplar} strokeWidth="2" />,
    },
  ];
  return items.filter(({ isShown }) => isShown);
}

const withAnd = (before: string, level: string) =>
  before ? say('{{before}} and {{level}}', { before, level }) : level;

/** Whether a band has an area: that of a constant has none. */
const isWide = ({ lower, upper }: Forecast['intervals'][number]) => lower.some((value, row) => value < upper[row]);

/** Whether a crossing that is to come begins in view. */
function isMarked({ already, time, earliest }: Breach, { from, to }: ChartModel): boolean {
  const start = Number.isFinite(earliest) ? earliest : time;
  return !already && start >= from && start <= to;
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
