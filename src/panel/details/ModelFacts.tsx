import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, Stack, useStyles2 } from '@grafana/ui';
import { describeError, formatDuration, nameDevice } from '../../core/options';
import { many, tell } from '../../language';
import { formatMoment } from '../frames';
import { ImportanceTable } from '../importance';
import { type SeriesForecast, anomaliesOf } from '../session';
import {
  capitalise,
  count,
  describeAccuracy,
  describeBounds,
  describeCounts,
  describeDrift,
  describeLengthEffect,
  describeLevel,
  describeOutOfDate,
  describePhase,
  describePin,
  describeResets,
  describeShared,
  describeShares,
  describeTogether,
  formatLoss,
  nameDrawn,
  nameSource,
  writeDifference,
  type Formats,
} from '../status/words';
import { BacktestTable } from './BacktestTable';
import type { DetailsProps } from './DetailsPane';
import { LossCurve } from './LossCurve';
import { ModelButtons, inKb } from './ModelButtons';
import { TuningButtons } from './TuningButtons';

type Props = Pick<
  DetailsProps,
  'forecast' | 'formats' | 'onDownload' | 'models' | 'tuner' | 'explain' | 'onAccept' | 'onPast' | 'pins' | 'parameters'
>;

/** All that is known of each forecast: who made it, how good it was, on what it trained. */
export function ModelFacts(props: Props) {
  const { forecast, formats, onDownload, models, tuner, explain, onAccept, onPast, pins, parameters } = props;
  const styles = useStyles2(getStyles);
  const { series, warnings, notes, problems, error, omitted } = forecast;
  const sentences = [
    ...warnings,
    ...(error ? [tell(describeError(error))] : []),
    ...problems.map((problem) => tell(describeError(problem))),
    ...notes,
    ...(omitted > 0
      ? [
          `${count(omitted)} more series are drawn without a forecast: a click on a name in the legend makes its own, the option “Series at once” more of them.`,
        ]
      : []),
  ];
  // While the history is on its way no series is known yet.
  const isKnown = series.length > 0;
  const strays = isKnown ? [...(pins?.sizes ?? [])].filter(([key]) => !series.some((one) => one.key === key)) : [];
  return (
    <>
      {[...new Set(sentences)].map((text) => (
        <p key={text} className={styles.note}>
          {text}
        </p>
      ))}
      {series.map((one) => (
        <section key={one.key} className={styles.section}>
          {series.length > 1 && <h6 className={styles.name}>{one.name}</h6>}
          <dl className={styles.list}>
            {describe(one, formats(one.key)).map(([term, text], index) => (
              <div key={index} className={styles.row}>
                <dt>{term}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          {one.losses && <LossCurve losses={one.losses} />}
          {one.drawn && <BacktestTable report={one.drawn.result.report} formats={formats(one.key)} />}
          {explain && one.drawn?.kind === 'trained' && one.drawn.result.report.training && !isImported(one) && (
            // Of another model, or of newer data, it is asked for anew.
            <ImportanceTable
              key={one.drawn.result.report.origin + one.drawn.result.report.trainedAt}
              seriesKey={one.key}
              report={one.drawn.result.report}
              explain={explain}
            />
          )}
          {models && one.history && (
            <ModelButtons
              seriesKey={one.key}
              name={one.name}
              hasModel={!!one.drawn?.result.report.training}
              models={models}
              pins={pins}
              onForeign={onAccept && (() => onAccept({ network: 'imported' }))}
            />
          )}
          {tuner && onAccept && one.history && !isImported(one) && (
            <TuningButtons seriesKey={one.key} name={one.name} tuner={tuner} onAccept={onAccept} />
          )}
        </section>
      ))}
      {forecast.counts && <p className={styles.note}>{describeCounts(forecast.counts)}</p>}
      {pins && strays.length > 0 && (
        <p className={styles.note}>
          {`The dashboard holds ${many(strays.length, '{{count}} model', '{{count}} models')} of series that are not forecast here. `}
          <Button size="sm" variant="secondary" onClick={() => pins.unpin(...strays.map(([key]) => key))}>
            {`Unpin them (${inKb(strays.reduce((sum, [, size]) => sum + size, 0))})`}
          </Button>
        </p>
      )}
      <Stack wrap="wrap" gap={1}>
        {onPast && series.some(({ history }) => history) && (
          <Button
            size="sm"
            variant="secondary"
            icon="history"
            tooltip="Draws the forecast of an earlier time, by what was known then, with what came over it."
            onClick={onPast}
          >
            What would it have said?
          </Button>
        )}
        {onDownload && (
          <Button size="sm" variant="secondary" icon="download-alt" onClick={onDownload}>
            Download as CSV
          </Button>
        )}
        {parameters && (
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={parameters}>
            Copy parameters
          </ClipboardButton>
        )}
      </Stack>
    </>
  );
}

/** Whether the model that forecasts was never trained here. */
const isImported = ({ drawn }: SeriesForecast) => drawn?.result.report.training?.epochs === 0;

function describe(series: SeriesForecast, formats: Formats): Array<[term: string, text: string]> {
  const { drawn, phase, retrainedFor } = series;
  const outOfDate = describeOutOfDate(series, formats);
  const state = outOfDate && phase.kind === 'ready' ? [outOfDate] : [describePhase(phase), outOfDate].filter(Boolean);
  const rows: Array<[string, string]> = [['State', state.join('. ')]];
  if (phase.kind === 'training') {
    rows.push(['On', [nameDevice(phase.device), describeTogether(phase.together)].filter(Boolean).join(', ')]);
  }
  if (!drawn) {
    return rows;
  }
  const { result } = drawn;
  const { report } = result;
  const moment = (time: number) => formatMoment(time, formats.now, formats.timeZone);
  const { training, season, step } = report;
  rows.push(['Forecast', `${capitalise(nameDrawn(report))}, from ${moment(report.origin)}`]);
  const shares = describeShares(report);
  if (shares) {
    rows.push(['Blend of', shares]);
  }
  if (training) {
    rows.push(['Device', `${nameDevice(training.device)}: ${training.deviceReason}`]);
    const epochs = `${training.epochs} epochs, best ${training.bestEpoch}, in ${training.seconds.toFixed(1)} s`;
    const loss = Number.isFinite(training.validationLoss) && `validation loss ${formatLoss(training.validationLoss)}`;
    const windows = `on ${count(training.windows)} windows`;
    const trained = [
      moment(report.trainedAt),
      windows,
      epochs,
      describeTogether(training.together),
      describeShared(training.shared),
      loss,
    ];
    rows.push(
      isImported(series) ? ['Imported', moment(report.trainedAt)] : ['Trained', trained.filter(Boolean).join(', ')]
    );
  }
  if (retrainedFor && !outOfDate) {
    rows.push(['', `Trained again because, of the model before, ${describeDrift(retrainedFor, formats)}`]);
  }
  if (series.pin) {
    rows.push(['Pinned', describePin(series.pin)]);
  }
  const seasonal = season ? `, season of ${formatDuration(season * step)}` : ', no season found';
  const missing = series.history?.values.filter(Number.isNaN).length ?? 0;
  const gaps = missing > 0 ? `, ${count(missing)} missing` : '';
  rows.push(['History', `${count(report.points)} points, one every ${formatDuration(step)}${gaps}${seasonal}`]);
  if (series.resets) {
    rows.push(['Resets', capitalise(describeResets(series.resets))]);
  }
  const bounds = describeBounds(report, formats);
  if (bounds) {
    rows.push(['Bounds', bounds]);
  }
  if (drawn.kind === 'trained') {
    const covered = formatDuration(drawn.sequenceLength * step);
    const effect = series.lengthEffect ? `. ${describeLengthEffect(series.lengthEffect, formats)}` : '';
    rows.push(['Sequence', `${count(drawn.sequenceLength)} steps, which cover ${covered}${effect}`]);
  }
  const accuracy = describeAccuracy(report, formats);
  if (accuracy) {
    rows.push(['Error', accuracy]);
    for (const { source, mae, mase } of report.accuracy) {
      rows.push([
        '',
        `${capitalise(nameSource(source))}: MAE ${writeDifference(mae, formats)}, MASE ${mase.toFixed(2)}`,
      ]);
    }
  }
  const anomalies = anomaliesOf(series);
  const incidents = anomalies.length > 0 ? ', incidents included' : '';
  report.coverage.forEach((level, index) => {
    rows.push([index === 0 ? 'Coverage' : '', `${describeLevel(level)} of ${count(level.count)} values${incidents}`]);
  });
  if (result.seen && result.seen.coverage.count > 0) {
    const { coverage, step: own } = result.seen;
    const each = `single values outside of anomalies, one every ${formatDuration(own)}`;
    rows.push(['', `${describeLevel(coverage)} of ${count(coverage.count)} ${each}`]);
  }
  report.notes.forEach((note, index) => rows.push([index === 0 ? 'Notes' : '', tell(note)]));
  return rows;
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ margin: theme.spacing(0, 0, 1) }),
  section: css({ marginBottom: theme.spacing(1.5) }),
  name: css({ margin: theme.spacing(0, 0, 0.5), overflowWrap: 'anywhere' }),
  list: css({ margin: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '84px 1fr',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
  }),
});
