import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, IconButton, Toggletip, useStyles2, type IconName } from '@grafana/ui';
import type { TimeSpan } from '../frames';
import { Details } from './Details';
import type { ModelTransfer, PanelForecast } from '../session';
import type { SeriesFormats } from './formats';
import { summarise, type Segment, type Tone } from './summary';
import { testIds } from '../testIds';

interface Props {
  /** of the panel, CSS pixels */
  width: number;
  /** that is seen, ms */
  range: TimeSpan;
  forecast: PanelForecast;
  formats: SeriesFormats;
  onCancel(): void;
  /** absent where nothing is trained */
  onRetrain?(): void;
  /** absent while there is nothing to download */
  onDownload?(): void;
  models?: ModelTransfer;
}

const ICONS: Record<Tone, IconName> = {
  busy: 'sync',
  good: 'check-circle',
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
};

/**
 * One line that tells the truth. Segments stand in order of weight; those that do not fit are hidden whole, and
 * everything is said in the details.
 */
export function StatusBar({ width, range, forecast, formats, onCancel, onRetrain, onDownload, models }: Props) {
  const styles = useStyles2(getStyles);
  const { state, segments, progress } = summarise(forecast, formats, range);
  const full = fullText(state.text, segments);
  const own = ownRow(width, state.text, segments);
  const beside = segments.filter((segment) => !own.includes(segment));
  const lines = sentenceLines(state.text, width);
  return (
    <div className={styles.bar} data-testid={testIds.status}>
      {/* Every epoch is not worth an announcement. */}
      <div role="status" aria-live={progress ? 'off' : 'polite'} title={full}>
        <div
          className={cx(styles.row, styles.besideActions, lines > 1 && styles.sentence)}
          style={{ height: rowHeight(lines) }}
        >
          <span
            className={cx(styles.state, styles[state.tone])}
            data-testid={state.tone === 'error' ? testIds.error : testIds.statusText}
          >
            <Icon name={ICONS[state.tone]} size="sm" className={state.tone === 'busy' ? styles.spin : undefined} />
            <span className={styles.ellipsis}>{state.text}</span>
          </span>
          {beside.map((segment) => (
            <SegmentText key={segment.id} segment={segment} />
          ))}
        </div>
        {own.map((segment) => (
          <div key={segment.id} className={styles.row}>
            <SegmentText segment={segment} />
          </div>
        ))}
      </div>
      <div className={styles.actions}>
        {progress ? (
          <IconButton
            name="times-circle"
            size="sm"
            tooltip="Cancel training"
            aria-label="Cancel training"
            data-testid={testIds.cancel}
            onClick={onCancel}
          />
        ) : (
          onRetrain && (
            <IconButton
              name="sync"
              size="sm"
              tooltip="Retrain"
              aria-label="Retrain"
              data-testid={testIds.retrain}
              onClick={onRetrain}
            />
          )
        )}
        <Toggletip
          placement="bottom-end"
          fitContent
          content={<Details forecast={forecast} formats={formats} onDownload={onDownload} models={models} />}
        >
          <IconButton name="info-circle" size="sm" aria-label="Forecast details" data-testid={testIds.details} />
        </Toggletip>
      </div>
      {progress && (
        <div
          className={styles.track}
          role="progressbar"
          aria-label="Training progress"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(progress.share * 100)}
          data-testid={testIds.progress}
        >
          <div className={styles.fill} style={{ width: `${progress.share * 100}%` }} />
        </div>
      )}
    </div>
  );
}

const isBreach = ({ testId, tone }: Segment) => testId === testIds.breach && tone === 'warning';

/** All that the line says, cut short nowhere. */
const fullText = (state: string, segments: Segment[]) =>
  [state, ...segments.map(({ text, detail }) => detail ?? text)].map((text) => text.replace(/\.$/, '')).join('. ');

/** What is wrong, in a panel too small for a line: a mark that tells it when asked. */
export function StatusMark({ range, forecast, formats }: Pick<Props, 'range' | 'forecast' | 'formats'>) {
  const styles = useStyles2(getStyles);
  const { state, segments } = summarise(forecast, formats, range);
  const [worst] = [state, ...segments]
    .filter(({ tone }) => tone === 'error')
    .concat([state, ...segments].filter(({ tone }) => tone === 'warning'));
  const isTrouble =
    state.tone === 'error' || state.tone === 'warning' || segments.some(({ tone }) => tone === 'warning');
  if (!isTrouble || !worst) {
    return null;
  }
  return (
    <span
      className={cx(styles.mark, styles[worst.tone!])}
      role="img"
      aria-label={worst.text}
      title={fullText(state.text, segments)}
      data-testid={worst.tone === 'error' ? testIds.error : testIds.statusText}
    >
      <Icon name={ICONS[worst.tone!]} size="sm" />
    </span>
  );
}

/** Height of the status line, CSS pixels: more where a sentence or a breach needs it. */
export function statusHeight(width: number, forecast: PanelForecast, formats: SeriesFormats): number {
  const { state, segments } = summarise(forecast, formats);
  return rowHeight(sentenceLines(state.text, width)) + ROW * ownRow(width, state.text, segments).length;
}

/** The one message that may not be cut off gets a row of its own where there is no room for it beside the state. */
function ownRow(width: number, state: string, segments: Segment[]): Segment[] {
  const [breach] = segments.filter(isBreach);
  const needed = breach ? LETTER * (state.length + breach.text.length) + SPARE + ACTIONS : 0;
  return breach && width < Math.max(NARROW, needed) ? [breach] : [];
}

/** Lines that a state takes: a phrase has one, a sentence (an error, a cold start) as many as it needs, up to three. */
function sentenceLines(text: string, width: number): number {
  return text.endsWith('.') ? Math.min(3, Math.ceil((text.length * LETTER) / Math.max(1, width - ACTIONS - 32))) : 1;
}

const rowHeight = (lines: number) => (lines === 1 ? ROW : lines * LINE + 6);

function SegmentText({ segment }: { segment: Segment }) {
  const styles = useStyles2(getStyles);
  return (
    <span
      className={cx(styles.segment, segment.isLong && styles.long, segment.tone && styles[segment.tone])}
      data-testid={segment.testId}
    >
      {segment.icon && <Icon name={segment.icon} size="xs" />}
      <span className={styles.ellipsis}>{segment.text}</span>
    </span>
  );
}

/** CSS pixels. */
const ROW = 24;
const LINE = 18;
/** mean width of a letter */
const LETTER = 6.4;
const NARROW = 640;
const ACTIONS = 56;
/** icons of the state and a segment, and the gaps around them */
const SPARE = 64;

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'relative',
    padding: theme.spacing(0, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  // A segment that does not fit goes to a second line, which is cut off: it is there as a whole or not at all.
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1.5),
    height: ROW,
    lineHeight: `${ROW}px`,
    overflow: 'hidden',
  }),
  besideActions: css({ marginRight: ACTIONS }),
  state: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: ROW,
    maxWidth: '100%',
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  sentence: css({
    lineHeight: `${LINE}px`,
    paddingTop: 3,
    '& > *': { height: 'auto', alignItems: 'flex-start', whiteSpace: 'normal' },
    '& svg': { marginTop: 3, flexShrink: 0 },
  }),
  ellipsis: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  segment: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: ROW,
    maxWidth: '100%',
    whiteSpace: 'nowrap',
  }),
  // A long one stays as long as its beginning fits.
  long: css({ flex: '1 1 150px', minWidth: 0, maxWidth: 'max-content' }),
  mark: css({ position: 'absolute', top: 0, right: theme.spacing(0.5), zIndex: 1 }),
  actions: css({
    position: 'absolute',
    top: 0,
    right: theme.spacing(0.5),
    height: ROW,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  }),
  track: css({
    position: 'absolute',
    left: 0,
    right: 0,
    bottom: 0,
    height: 2,
    background: theme.colors.border.weak,
    overflow: 'hidden',
  }),
  fill: css({
    height: '100%',
    background: theme.colors.primary.main,
    [theme.transitions.handleMotion('no-preference')]: { transition: 'width 200ms linear' },
  }),
  spin: css({
    [theme.transitions.handleMotion('no-preference')]: {
      animation: 'presage-spin 2s linear infinite',
      '@keyframes presage-spin': { to: { transform: 'rotate(360deg)' } },
    },
  }),
  busy: css({ '& > svg': { color: theme.colors.primary.text } }),
  good: css({ '& > svg': { color: theme.colors.success.text } }),
  info: css({ '& > svg': { color: theme.colors.text.secondary } }),
  warning: css({ color: theme.colors.warning.text }),
  error: css({ color: theme.colors.error.text }),
});
