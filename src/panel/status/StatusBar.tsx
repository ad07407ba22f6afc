import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, IconButton, useStyles2 } from '@grafana/ui';
import { say } from '../../language';
import type { Tab } from './counts';
import { ACTIONS, LINE_HEIGHT, type LineLayout, ROW_HEIGHT } from './layout';
import { type Segment, TONE_ICONS } from './segment';
import { type Summary, fullText } from './summary';
import { testIds } from '../testIds';

/** CSS pixels of the line that shows the progress */
const TRACK_HEIGHT = 2;

interface Props {
  summary: Summary;
  /** its places */
  line: LineLayout;
  /** the part of the details that is open */
  open?: Tab;
  /** opens a part of the details, or closes the open one */
  onOpen(tab: Tab): void;
  onCancel(): void;
  /** absent where nothing is trained */
  onRetrain?(): void;
}

/** The verdict, counts that open their list, the work under way, and what else there is to say as far as it has room. */
export function StatusBar({ line, summary, open, onOpen, onCancel, onRetrain }: Props) {
  const styles = useStyles2(getStyles);
  const { verdict, progress } = summary;
  const { text, firstRow, lines, isSplit, countRows } = line;
  const rest = <Rest summary={summary} open={open} onOpen={onOpen} />;
  return (
    <div className={styles.bar} data-testid={testIds.status}>
      <div title={fullText(summary)}>
        <div className={cx(styles.row, styles.besideActions, lines > 1 && styles.lines)} style={{ height: firstRow }}>
          <span
            className={cx(styles.verdict, lines > 1 && styles.sentence, styles[verdict.tone])}
            // Every epoch is not worth an announcement: the work under way is said outside of this.
            role="status"
            data-testid={verdict.tone === 'error' && verdict.isSentence ? testIds.error : testIds.statusText}
          >
            <Icon
              name={TONE_ICONS[verdict.tone]}
              size="sm"
              className={verdict.tone === 'busy' ? styles.spin : undefined}
            />
            <span>{text}</span>
          </span>
          {!isSplit && rest}
        </div>
        {isSplit && (
          <div className={styles.row} style={{ height: countRows * ROW_HEIGHT }}>
            {rest}
          </div>
        )}
      </div>
      <div className={styles.actions}>
        {progress ? (
          <IconButton
            name="times-circle"
            size="sm"
            tooltip={say('Cancel training')}
            aria-label={say('Cancel training')}
            data-testid={testIds.cancel}
            onClick={onCancel}
          />
        ) : (
          onRetrain && (
            <IconButton
              name="sync"
              size="sm"
              tooltip={say('Retrain')}
              aria-label={say('Retrain')}
              data-testid={testIds.retrain}
              onClick={onRetrain}
            />
          )
        )}
        <IconButton
          name="info-circle"
          size="sm"
          tooltip={say('Forecast details')}
          aria-label={say('Forecast details')}
          aria-expanded={open === 'model'}
          data-testid={testIds.details}
          onClick={() => onOpen('model')}
        />
      </div>
      {progress && (
        <div
          className={styles.track}
          role="progressbar"
          aria-label={say('Training progress')}
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

function Rest({ summary: { counts, segments }, open, onOpen }: Pick<Props, 'summary' | 'open' | 'onOpen'>) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {counts.map(({ tab, text, testId }) => (
        <button
          key={tab}
          type="button"
          className={styles.count}
          aria-expanded={open === tab}
          data-testid={testId}
          onClick={() => onOpen(tab)}
        >
          {text}
        </button>
      ))}
      {segments.map((segment) => (
        <SegmentText key={segment.id} segment={segment} />
      ))}
    </>
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
  // A segment that does not fit goes to a further line, which is cut off: it is there as a whole or not at all.
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1.5),
    height: ROW_HEIGHT,
    lineHeight: `${ROW_HEIGHT}px`,
    overflow: 'hidden',
  }),
  besideActions: css({ marginRight: ACTIONS }),
  verdict: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: ROW_HEIGHT,
    maxWidth: '100%',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  lines: css({ lineHeight: `${LINE_HEIGHT}px`, paddingTop: 3 }),
  // Merged into the verdict's own class: as a rule on the row's children it would be in force or not by the order in
  // which the page met both.
  sentence: css({
    height: 'auto',
    alignItems: 'flex-start',
    overflowWrap: 'anywhere',
    '& > svg': { marginTop: 3, flexShrink: 0 },
  }),
  count: css({
    alignSelf: 'center',
    font: 'inherit',
    height: 20,
    lineHeight: '18px',
    padding: theme.spacing(0, 0.75),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    whiteSpace: 'nowrap',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    '&:hover, &[aria-expanded="true"]': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
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
    // As large as fingers need (WCAG 2.5.8).
    '& > button': { width: ROW_HEIGHT, height: ROW_HEIGHT, margin: 0, justifyContent: 'center' },
  }),
  track: css({
    position: 'absolute',
    left: 0,
    right: 0,
    // Below the line: counts that reach its foot stand clear of it.
    bottom: -TRACK_HEIGHT,
    height: TRACK_HEIGHT,
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
