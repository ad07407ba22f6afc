import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, IconButton, Toggletip, useStyles2, type IconName } from '@grafana/ui';
import { Details } from './Details';
import type { PanelForecast } from './forecastState';
import type { SeriesFormats } from './formats';
import { summarise, type Segment, type Tone } from './summary';
import { testIds } from './testIds';

interface Props {
  forecast: PanelForecast;
  formats: SeriesFormats;
  onCancel(): void;
  onRetrain(): void;
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
export function StatusBar({ forecast, formats, onCancel, onRetrain }: Props) {
  const styles = useStyles2(getStyles);
  const { state, segments, progress } = summarise(forecast, formats);
  const full = [state.text, ...segments.map(({ text }) => text)].join('. ');
  return (
    <div className={styles.bar} data-testid={testIds.status}>
      <div className={styles.line} role="status" aria-live="polite" title={full}>
        <span
          className={cx(styles.state, styles[state.tone])}
          data-testid={state.tone === 'error' ? testIds.error : testIds.statusText}
        >
          <Icon name={ICONS[state.tone]} size="sm" className={state.tone === 'busy' ? styles.spin : undefined} />
          <span className={styles.ellipsis}>{state.text}</span>
        </span>
        <span className={styles.segments}>
          {segments.map((segment) => (
            <SegmentText key={segment.id} segment={segment} />
          ))}
        </span>
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
          <IconButton
            name="sync"
            size="sm"
            tooltip="Retrain"
            aria-label="Retrain"
            data-testid={testIds.retrain}
            onClick={onRetrain}
          />
        )}
        <Toggletip
          title="Forecast"
          placement="bottom-end"
          fitContent
          content={<Details forecast={forecast} formats={formats} />}
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
    <span className={cx(styles.segment, segment.tone && styles[segment.tone])} data-testid={segment.testId}>
      {segment.icon && <Icon name={segment.icon} size="xs" />}
      {segment.text}
    </span>
  );
}

/** Height of the line, CSS pixels. */
export const STATUS_HEIGHT = 24;

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: STATUS_HEIGHT,
    padding: theme.spacing(0, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  line: css({ display: 'flex', flex: 1, minWidth: 0, gap: theme.spacing(1.5), alignItems: 'center' }),
  state: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
    flexShrink: 0,
    maxWidth: '100%',
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  ellipsis: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  // A second row is what does not fit: it is cut off whole.
  segments: css({
    display: 'flex',
    flexWrap: 'wrap',
    flex: 1,
    minWidth: 0,
    columnGap: theme.spacing(1.5),
    height: STATUS_HEIGHT,
    lineHeight: `${STATUS_HEIGHT}px`,
    overflow: 'hidden',
  }),
  segment: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: STATUS_HEIGHT,
    whiteSpace: 'nowrap',
  }),
  actions: css({ display: 'flex', flexShrink: 0, gap: theme.spacing(0.5) }),
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
