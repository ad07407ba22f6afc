import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { Fragment } from 'react';
import type { Anomaly } from '../../core/anomalies';
import { describeReason } from '../../core/detector';
import { say, tell } from '../../language';
import { percent } from '../frames';
import { testIds } from '../testIds';
import { annotationsAt } from './annotations';
import { nearestFirst, readMoment, type Reading } from './hover';
import { type ChartModel, writeValue } from './model';

interface Props {
  model: ChartModel;
  /** row of the aligned data; null: the cursor is nowhere */
  row: number | null;
  /** index of the only series to show */
  only?: number;
  /** of a value on a scale from the cursor; absent where the cursor is at no value */
  distance?(value: number, scaleKey: string): number;
  timeZone: string;
  /** CSS pixels */
  maxHeight?: number;
}

/** As much as fits above or below the cursor, wherever that is: half of the screen less Grafana's distances. */
const FITTING = 'calc(50vh - 24px)';
const FITTING_WIDTH = 'max(180px, calc(50vw - 12px))';

/** Time, actual, expected, every band, the anomaly score and its reason of each series, in the field's own unit. */
export function Tooltip({ model, row, only, distance, timeZone, maxHeight }: Props) {
  const styles = useStyles2(getStyles);
  const time = row === null ? undefined : model.data[0][row];
  if (time === undefined) {
    return null;
  }
  const readings = nearestFirst(readMoment(model, time, only), distance);
  return (
    <div
      className={styles.wrapper}
      data-testid={testIds.tooltip}
      style={{ maxHeight: maxHeight === undefined ? FITTING : `min(${maxHeight}px, ${FITTING})` }}
    >
      <div className={styles.time}>
        {dateTimeFormat(time, { timeZone })}
        {time > model.now && <span className={styles.tag}>{say('forecast')}</span>}
      </div>
      {readings.map((reading) => (
        <SeriesReading key={reading.series.live.key} reading={reading} isCompact={readings.length > ROOMY} />
      ))}
      {annotationsAt(model.annotations, time, model).map(({ time: start, title, color }) => (
        <div key={`${start} ${title}`} className={styles.annotation} style={{ borderColor: color }}>
          {title}
        </div>
      ))}
    </div>
  );
}

/** With more series than this each has two rows, of its widest band only. */
const ROOMY = 3;

function SeriesReading({ reading, isCompact }: { reading: Reading; isCompact: boolean }) {
  const styles = useStyles2(getStyles);
  const { series, actual, forecast, score, anomaly, height } = reading;
  const write = (value: number) => writeValue(series, value);
  return (
    <dl className={styles.series}>
      <div className={styles.heading}>
        <dt className={styles.name}>
          <span className={styles.swatch} style={{ background: series.color }} />
          <span>{inParts(series.live.name)}</span>
        </dt>
        <dd className={styles.actual}>{Number.isFinite(actual) ? write(actual) : ''}</dd>
      </div>
      {forecast && (
        <>
          {(!isCompact || forecast.isFuture) && (
            <>
              <dt>{forecast.isFuture ? say('Forecast') : say('Expected')}</dt>
              <dd>{write(forecast.point)}</dd>
            </>
          )}
          {forecast.intervals.slice(isCompact ? -1 : 0).map(({ level, lower, upper }) => (
            <Fragment key={level}>
              <dt>{say('{{level}} band', { level: percent(level) })}</dt>
              <dd>{say('{{from}} to {{to}}', { from: write(lower), to: write(upper) })}</dd>
            </Fragment>
          ))}
        </>
      )}
      {forecast && Number.isNaN(height) && (
        <dd className={styles.reason}>{say('Not drawn: a series that it is stacked on has no forecast.')}</dd>
      )}
      {Number.isFinite(score) && (!isCompact || anomaly) && (
        <>
          <dt>{say('Anomaly score')}</dt>
          <dd>{score.toFixed(2)}</dd>
        </>
      )}
      {anomaly && (
        <>
          <dt>{say('Anomaly')}</dt>
          <dd className={styles.anomalous}>
            {anomaly.direction === 'above' ? '▲' : '▼'} {describeRun(anomaly)}
          </dd>
          {anomaly.reason && <dd className={styles.reason}>{tell(describeReason(anomaly.reason, write))}</dd>}
        </>
      )}
    </dl>
  );
}

/** A name that is broken between its labels, and inside one only where that is wider than the tooltip. */
const inParts = (name: string) =>
  name.split(/(?<=[{,])( ?)/).map((part, i) => (i % 2 === 1 ? part : <span key={i}>{part}</span>));

/** "critical, above expected, peak 3.40". */
function describeRun({ severity, direction, peakScore }: Anomaly): string {
  const places = {
    severity: severity === 'critical' ? say('critical') : say('warning'),
    peak: peakScore.toFixed(2),
  };
  return direction === 'above'
    ? say('{{severity}}, above expected, peak {{peak}}', places)
    : say('{{severity}}, below expected, peak {{peak}}', places);
}

const getStyles = (theme: GrafanaTheme2) => ({
  wrapper: css({
    padding: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'normal',
    minWidth: 180,
    maxWidth: FITTING_WIDTH,
    boxSizing: 'border-box',
    overflowY: 'auto',
    // A page that scrolls would close the tooltip.
    overscrollBehavior: 'contain',
  }),
  time: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  tag: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  series: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: theme.spacing(1),
    rowGap: theme.spacing(0.25),
    margin: theme.spacing(0.75, 0, 0),
    paddingTop: theme.spacing(0.75),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '& dt': { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
    '& dd': { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  }),
  // Of a row of its own: a long name takes no room from the words below it.
  heading: css({ gridColumn: '1 / -1', display: 'flex', justifyContent: 'space-between', gap: theme.spacing(2) }),
  name: css({
    display: 'flex',
    gap: theme.spacing(0.75),
    maxWidth: 300,
    overflowWrap: 'anywhere',
    '&&': { color: theme.colors.text.primary },
    '& span span': { display: 'inline-block' },
  }),
  // On the first line of the name.
  swatch: css({ width: 14, height: 4, marginTop: '0.6em', borderRadius: theme.shape.radius.default, flexShrink: 0 }),
  actual: css({ fontWeight: theme.typography.fontWeightBold, '&&': { whiteSpace: 'nowrap' } }),
  annotation: css({
    marginTop: theme.spacing(0.75),
    paddingLeft: theme.spacing(0.75),
    borderLeft: '3px solid',
    maxWidth: 300,
    overflowWrap: 'anywhere',
  }),
  reason: css({ '&&': { gridColumn: '1 / -1', maxWidth: 300, textAlign: 'left', whiteSpace: 'normal' } }),
  anomalous: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
});
