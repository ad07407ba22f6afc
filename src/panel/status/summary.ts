import { describeError, nameDevice, optionTable } from '../../core/options';
import { say, sentences, tell } from '../../language';
import type { TimeSpan } from '../frames';
import { type PanelForecast, type SeriesForecast, isBusy, isDrawn, panelState } from '../session';
import { testIds } from '../testIds';
import { type Count, countsOf } from './counts';
import { crossingsOf } from './crossings';
import type { SeriesFormats } from './formats';
import type { Segment } from './segment';
import { type Verdict, judge } from './verdict';
import {
  describeLengthEffect,
  describeOutOfDate,
  describePhase,
  describePin,
  describeTogether,
  formatLoss,
  nameDrawn,
  clauses,
} from './words';

export interface Summary {
  verdict: Verdict;
  counts: Count[];
  /** by falling weight */
  segments: Segment[];
  /** of all training under way, 0..1 */
  progress?: { share: number };
}

/** The status line as data. @param excluded windows that are left out of the training */
export function summarise(
  forecast: PanelForecast,
  formats: SeriesFormats,
  range?: TimeSpan,
  excluded?: number
): Summary {
  const { series } = forecast;
  const crossings = crossingsOf(series.filter(isDrawn), formats);
  const verdict = judge(forecast, formats, crossings);
  return {
    verdict,
    counts: countsOf(forecast, crossings, range, excluded),
    segments: [
      ...workSegments(series),
      ...lengthSegments(series, formats),
      ...pinSegments(series),
      ...[...driftSegments(series, formats), ...warningSegments(forecast)].filter(
        ({ text }) => text !== verdict.texts[0]
      ),
      ...noteSegments(forecast),
    ],
    progress: progressOf(series),
  };
}

/** The work that is under way, or why there is none. */
function workSegments(series: SeriesForecast[]): Segment[] {
  const busy = series.filter(isBusy);
  const [idle] = series.filter(({ phase, drawn }) => drawn && (phase.kind === 'paused' || phase.kind === 'stopped'));
  const current = busy.find(({ phase }) => phase.kind === 'training') ?? busy[0] ?? idle;
  if (!current) {
    return [];
  }
  const { phase } = current;
  const done =
    series.length > 1 && busy.length > 0
      ? say('{{count}} of {{all}} done.', { count: series.length - busy.length, all: series.length })
      : undefined;
  const shown = current.drawn && current.drawn.kind !== 'trained' ? nameShown(current) : undefined;
  const work: Segment = {
    id: 'work',
    text: clauses([sentences(done, describePhase(phase)), phase.kind === 'stopped' ? shown : undefined]),
    testId: testIds.work,
  };
  if (phase.kind !== 'training') {
    return [work];
  }
  const others = describeTogether(phase.together);
  return [
    work,
    ...(shown ? [{ id: 'meanwhile', text: shown }] : []),
    { id: 'loss', text: say('validation loss {{loss}}', { loss: formatLoss(phase.progress.validationLoss) }) },
    { id: 'training-device', text: say('on {{device}}', { device: nameDevice(phase.device) }) },
    ...(others ? [{ id: 'together', text: others }] : []),
  ];
}

/** The forecast that is drawn while none is made: "showing seasonal naive". */
function nameShown({ drawn }: SeriesForecast): string | undefined {
  return drawn && say('showing {{forecaster}}', { forecaster: nameDrawn(drawn.result.report) });
}

/** The effect of the last change of the sequence length; of several series on the first. */
function lengthSegments(series: SeriesForecast[], formats: SeriesFormats): Segment[] {
  const changed = series.find(({ lengthEffect }) => lengthEffect);
  if (!changed?.lengthEffect) {
    return [];
  }
  const effect = describeLengthEffect(changed.lengthEffect, formats(changed.key));
  const text = say('Sequence length {{effect}}', { effect });
  return [{ id: 'length', text: ofSeries(changed, series, text), isLong: true }];
}

/** Says of a model that the dashboard holds that it does not forecast; of several series of the first. */
function pinSegments(series: SeriesForecast[]): Segment[] {
  const unused = series.find(({ pin }) => pin && pin.kind !== 'used');
  if (!unused?.pin) {
    return [];
  }
  const text = ofSeries(unused, series, describePin(unused.pin));
  return [{ id: 'pin', text, tone: 'warning', icon: 'info-circle', isLong: true }];
}

/** A text on one series, with its name where there are several. */
const ofSeries = ({ name }: SeriesForecast, { length }: SeriesForecast[], text: string) =>
  length > 1 ? say('{{name}}: {{text}}', { name, text }) : text;

/** Says of a model that its series has left it; of several series of the first. */
function driftSegments(series: SeriesForecast[], formats: SeriesFormats): Segment[] {
  for (const one of series) {
    const text = describeOutOfDate(one, formats(one.key));
    if (text) {
      return [
        { id: 'drift', text: ofSeries(one, series, text), tone: 'warning', icon: 'exclamation-triangle', isLong: true },
      ];
    }
  }
  return [];
}

function warningSegments(forecast: PanelForecast): Segment[] {
  const { error, warnings } = forecast;
  // Where a forecast is drawn, the failure to renew it stands beside its age.
  const failure = error && panelState(forecast) !== 'failed' ? [tell(describeError(error))] : [];
  return [...failure, ...warnings].map((text, index) => ({
    id: `warning-${index}`,
    text,
    tone: 'warning',
    icon: 'exclamation-triangle',
    isLong: true,
  }));
}

function noteSegments({ omitted, notes, problems, series }: PanelForecast): Segment[] {
  const limit =
    omitted > 0
      ? [
          say(
            'Forecasting {{count}} of {{all}} series, the most urgent of those shown: click a name in the legend for another, or raise {{option}}',
            {
              count: series.length,
              all: series.length + omitted,
              option: say(optionTable.seriesAtOnce.label),
            }
          ),
        ]
      : [];
  return [...limit, ...problems.map((problem) => tell(describeError(problem))), ...notes].map((text, index) => ({
    id: `note-${index}`,
    text,
    icon: 'info-circle',
    isLong: true,
  }));
}

/** All that the line says, cut short nowhere. */
export function fullText({ verdict, counts, segments }: Summary): string {
  const parts = [verdict.texts[0], ...counts.map(({ text }) => text), ...segments.map(({ text }) => text)];
  return parts.map((text) => text.replace(/[.。]$/, '')).join(say('. '));
}

function progressOf(series: SeriesForecast[]): Summary['progress'] {
  if (!series.some(isBusy)) {
    return undefined;
  }
  const shares = series.map(({ phase }) => {
    if (phase.kind === 'training') {
      return phase.progress.epoch / phase.progress.epochs;
    }
    return phase.kind === 'queued' || phase.kind === 'starting' ? 0 : 1;
  });
  return { share: shares.reduce((sum, share) => sum + share, 0) / shares.length };
}
