import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, Stack, useStyles2 } from '@grafana/ui';
import { describeError, formatDuration, nameDevice, optionTable } from '../../core/options';
import { many, say, tell, unbroken } from '../../language';
import { formatMoment } from '../frames';
import { ImportanceTable } from '../importance';
import { type SeriesForecast, anomaliesOf } from '../session';
import {
  capitalise,
  clauses,
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
          say(
            '{{count}} more series are drawn without a forecast: a click on a name in the legend makes its own, the option “{{option}}” more of them.',
            { count: count(omitted), option: say(optionTable.seriesAtOnce.label) }
          ),
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
                <dd>{unbroken(text)}</dd>
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
          {many(
            strays.length,
            'The dashboard holds {{count}} model of series that are not forecast here.',
            'The dashboard holds {{count}} models of series that are not forecast here.'
          )}{' '}
          <Button size="sm" variant="secondary" onClick={() => pins.unpin(...strays.map(([key]) => key))}>
            {say('Unpin them ({{size}})', { size: inKb(strays.reduce((sum, [, size]) => sum + size, 0)) })}
          </Button>
        </p>
      )}
      <Stack wrap="wrap" gap={1}>
        {onPast && series.some(({ history }) => history) && (
          <Button
            size="sm"
            variant="secondary"
            icon="history"
            tooltip={say('Draws the forecast of an earlier time, by what was known then, with what came over it.')}
            onClick={onPast}
          >
            {say('What would it have said?')}
          </Button>
        )}
        {onDownload && (
          <Button size="sm" variant="secondary" icon="download-alt" onClick={onDownload}>
            {say('Download as CSV')}
          </Button>
        )}
        {parameters && (
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={parameters}>
            {say('Copy parameters')}
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
  const state = outOfDate && phase.kind === 'ready' ? outOfDate : describePhase(phase);
  const more = outOfDate && phase.kind !== 'ready';
  const rows: Array<[string, string]> = [
    [say('State'), more ? say('{{text}}. {{end}}', { text: state, end: outOfDate }) : state],
  ];
  if (phase.kind === 'training') {
    rows.push([say('On'), clauses([nameDevice(phase.device), describeTogether(phase.together)])]);
  }
  if (!drawn) {
    return rows;
  }
  const { result } = drawn;
  const { report } = result;
  const moment = (time: number) => formatMoment(time, formats.now, formats.timeZone);
  const { training, season, step } = report;
  rows.push([
    say('Forecast'),
    say('{{forecaster}}, from {{time}}', {
      forecaster: capitalise(nameDrawn(report)),
      time: moment(report.origin),
    }),
  ]);
  const shares = describeShares(report);
  if (shares) {
    rows.push([say('Blend of'), shares]);
  }
  if (training) {
    rows.push([
      say('Device'),
      say('{{device}}: {{reason}}', { device: nameDevice(training.device), reason: training.deviceReason }),
    ]);
    const epochs = say('{{epochs}} epochs, best {{best}}, in {{seconds}} s', {
      epochs: training.epochs,
      best: training.bestEpoch,
      seconds: training.seconds.toFixed(1),
    });
    const loss = Number.isFinite(training.validationLoss)
      ? say('validation loss {{loss}}', { loss: formatLoss(training.validationLoss) })
      : undefined;
    const windows = say('on {{count}} windows', { count: count(training.windows) });
    const trained = [
      moment(report.trainedAt),
      windows,
      epochs,
      describeTogether(training.together),
      describeShared(training.shared),
      loss,
    ];
    rows.push(isImported(series) ? [say('Imported'), moment(report.trainedAt)] : [say('Trained'), clauses(trained)]);
  }
  if (retrainedFor && !outOfDate) {
    rows.push([
      '',
      say('Trained again because, of the model before, {{why}}', { why: describeDrift(retrainedFor, formats) }),
    ]);
  }
  if (series.pin) {
    rows.push([say('Pinned'), describePin(series.pin)]);
  }
  const seasonal = season ? say('season of {{time}}', { time: formatDuration(season * step) }) : say('no season found');
  const missing = series.history?.values.filter(Number.isNaN).length ?? 0;
  const gaps = missing > 0 ? say('{{count}} missing', { count: count(missing) }) : undefined;
  const points = say('{{count}} points, one every {{step}}', {
    count: count(report.points),
    step: formatDuration(step),
  });
  rows.push([say('History'), clauses([points, gaps, seasonal])]);
  if (series.resets) {
    rows.push([say('Resets'), capitalise(describeResets(series.resets))]);
  }
  const bounds = describeBounds(report, formats);
  if (bounds) {
    rows.push([say('Bounds'), bounds]);
  }
  if (drawn.kind === 'trained') {
    const covered = say('{{count}} steps, which cover {{time}}', {
      count: count(drawn.sequenceLength),
      time: formatDuration(drawn.sequenceLength * step),
    });
    const effect = series.lengthEffect && describeLengthEffect(series.lengthEffect, formats);
    rows.push([say('Sequence'), effect ? say('{{text}}. {{end}}', { text: covered, end: effect }) : covered]);
  }
  const accuracy = describeAccuracy(report, formats);
  if (accuracy) {
    rows.push([say('Error'), accuracy]);
    for (const { source, mae, mase } of report.accuracy) {
      rows.push([
        '',
        say('{{name}}: MAE {{mae}}, MASE {{mase}}', {
          name: capitalise(nameSource(source)),
          mae: writeDifference(mae, formats),
          mase: mase.toFixed(2),
        }),
      ]);
    }
  }
  const anomalies = anomaliesOf(series);
  const incidents = anomalies.length > 0 ? say('incidents included') : undefined;
  report.coverage.forEach((level, index) => {
    const held = say('{{text}} of {{count}} values', { text: describeLevel(level), count: count(level.count) });
    rows.push([index === 0 ? say('Coverage') : '', clauses([held, incidents])]);
  });
  if (result.seen && result.seen.coverage.count > 0) {
    const { coverage, step: own } = result.seen;
    rows.push([
      '',
      say('{{text}} of {{count}} single values outside of anomalies, one every {{step}}', {
        text: describeLevel(coverage),
        count: count(coverage.count),
        step: formatDuration(own),
      }),
    ]);
  }
  report.notes.forEach((note, index) => rows.push([index === 0 ? say('Notes') : '', tell(note)]));
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
