import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, IconButton, Toggletip, useStyles2 } from '@grafana/ui';
import type { TimeSpan } from '../frames';
import { Details } from './Details';
import type { ModelTransfer, PanelForecast } from '../session';
import type { SeriesFormats } from './formats';
import { ACTIONS, LINE_HEIGHT, ROW_HEIGHT, layOutLine } from './layout';
import { type Segment, TONE_ICONS } from './segment';
import { fullText, summarise } from './summary';
import { testIds } from '../testIds';

interface Props {
  /** of the panel, CSS pixels */
  width: number;
  /** the visible range, ms */
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

/** The status line. Segments stand in order of weight, those without room are hidden; the details have all of them. */
export function StatusBar({ width, range, forecast, formats, onCancel, onRetrain, onDownload, models }: Props) {
  const styles = useStyles2(getStyles);
  const summary = summarise(forecast, formats, range);
  const { state, progress } = summary;
  const { firstRow, lines, beside, below } = layOutLine(summary, width);
  return (
    <div className={styles.bar} data-testid={testIds.status}>
      {/* Every epoch is not worth an announcement. */}
      <div role="status" aria-live={progress ? 'off' : 'polite'} title={fullText(summary)}>
        <div
          className={cx(styles.row, styles.besideActions, lines > 1 && styles.sentence)}
          style={{ height: firstRow }}
        >
          <span
            className={cx(styles.state, styles[state.tone])}
            data-testid={state.tone === 'error' ? testIds.error : testIds.statusText}
          >
            <Icon name={TONE_ICONS[state.tone]} size="sm" className={state.tone === 'busy' ? styles.spin : undefined} />
            <span className={styles.ellipsis}>{state.text}</span>
          </span>
          {beside.map((segment) => (
            <SegmentText key={segment.id} segment={segment} />
          ))}
        </div>
        {below.map((segment) => (
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
    height: ROW_HEIGHT,
    lineHeight: `${ROW_HEIGHT}px`,
    overflow: 'hidden',
  }),
  besideActions: css({ marginRight: ACTIONS }),
  state: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: ROW_HEIGHT,
    maxWidth: '100%',
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  sentence: css({
    lineHeight: `${LINE_HEIGHT}px`,
    paddingTop: 3,
    '& > *': { height: 'auto', alignItems: 'flex-start', whiteSpace: 'normal' },
    '& svg': { marginTop: 3, flexShrink: 0 },
  }),
  ellipsis: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  segment: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: ROW_HEIGHT,
    maxWidth: '100%',
    whiteSpace: 'nowrap',
  }),
  // A long segment is shown as long as its beginning has room.
  long: css({ flex: '1 1 150px', minWidth: 0, maxWidth: 'max-content' }),
  actions: css({
    position: 'absolute',
    top: 0,
    right: theme.spacing(0.5),
    height: ROW_HEIGHT,
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
