import type { ModelDrift } from '../../../core/fitted';
import { describeError, optionTable } from '../../../core/options';
import { list, many, say, sentences, tell } from '../../../language';
import { formatMoment, percent } from '../../frames';
import {
  type PinState,
  type Resets,
  type SeriesForecast,
  type SeriesPhase,
  type WorkCounts,
  isBusy,
} from '../../session';
import { type Formats, clauses, count, formatWait, whole } from './formats';

/** The phase of a series in a few words; a failure as sentences. */
export function describePhase(phase: SeriesPhase): string {
  switch (phase.kind) {
    case 'waiting':
      return say('Waiting for the history');
    case 'queued':
      return phase.ahead > 0 ? say('Queued, {{count}} ahead', { count: phase.ahead }) : say('Queued, next');
    case 'starting':
      // Most begin with a model that is kept, or pinned: a training says so itself.
      return say('Forecasting');
    case 'training': {
      const { epoch, epochs, remainingMs } = phase.progress;
      return say('Training, epoch {{epoch}} of {{epochs}}, {{left}} left', {
        epoch,
        epochs,
        left: formatWait(remainingMs),
      });
    }
    case 'paused':
      return say('Training paused while the panel is out of sight');
    case 'stopped':
      return say('Training stopped');
    case 'failed':
      return tell(describeError(phase.error));
    case 'ready':
      return say('Ready');
  }
}

/** "together with 7 other series"; undefined for one that trained alone. */
export function describeTogether(together = 1): string | undefined {
  const others = together - 1;
  return others > 0 ? say('together with {{count}} other series', { count: count(others) }) : undefined;
}

/** "one network for 8 series"; undefined for a network of the series' own. */
export function describeShared(shared?: number): string | undefined {
  return shared === undefined ? undefined : say('one network for {{count}} series', { count: count(shared) });
}

/** A sentence on the worker's answers: how many, how they came about, and the share that failed. */
export function describeCounts({ trained, reused, plain, failed }: WorkCounts): string {
  const made = trained + reused + plain;
  const forecasts = many(made, '{{count}} forecast', '{{count}} forecasts');
  const parts = clauses([
    say('{{count}} after a training', { count: count(trained) }),
    say('{{count}} by a model that was kept', { count: count(reused) }),
    plain > 0 ? say('{{count}} without a network', { count: count(plain) }) : undefined,
  ]);
  return failed > 0
    ? say('Since this panel was opened {{forecasts}}: {{parts}}; {{failed}} failed, {{share}} of all.', {
        forecasts,
        parts,
        failed: count(failed),
        share: whole(failed / (made + failed)),
      })
    : say('Since this panel was opened {{forecasts}}: {{parts}}.', { forecasts, parts });
}

/** A sentence on the model of a series that the dashboard holds: whether it forecasts, and if not, why and what to do. */
export function describePin(pin: PinState): string {
  const not = (why: string) => say('The pinned model is not used: {{why}}. Pin the model anew, or unpin it.', { why });
  switch (pin.kind) {
    case 'used':
      return say('The pinned model forecasts.');
    case 'replaced':
      return not(say('one that was trained since forecasts here'));
    case 'unreadable':
      return not(say('it is damaged, or of another version of Presage'));
    case 'options':
      return not(
        say('it was trained with another {{options}}', {
          options: list(pin.names.map((name) => `“${say(optionTable[name].label)}”`)),
        })
      );
    case 'step':
      return not(say('it was trained on points of another distance'));
    case 'time-zone':
      return not(say('it was trained in another time zone'));
    case 'covariates':
      return not(say('it was trained with other covariates'));
    case 'newer':
      return not(say('it was trained on newer data than this series has'));
    case 'old':
      return not(say('the series has moved on by half of its history since'));
  }
}

/** "12 of 24 values since its training lay outside the 95 % band, which should miss 1": how a series left its model. */
export function describeDrift(drift: ModelDrift, { now, timeZone }: Formats): string {
  if (drift.kind === 'level') {
    return say('the series has held another level since {{time}}', { time: formatMoment(drift.since, now, timeZone) });
  }
  const { outside, points, level } = drift;
  const usual = Math.max(1, Math.round((1 - level) * points));
  return say(
    '{{outside}} of {{points}} values since its training lay outside the {{level}} band, which should miss {{usual}}',
    {
      outside: count(outside),
      points: count(points),
      level: percent(level),
      usual: count(usual),
    }
  );
}

/** Sentences on a model that its series has left: why, and what comes next. Undefined for one that it has not. */
export function describeOutOfDate(series: SeriesForecast, formats: Formats): string | undefined {
  const { drift, training } = series.drawn?.result.report ?? {};
  return (
    drift &&
    sentences(
      say('Out of date: {{why}}.', { why: describeDrift(drift, formats) }),
      nextStep(series, training?.epochs === 0)
    )
  );
}

function nextStep(series: SeriesForecast, isImported: boolean): string {
  if (isBusy(series)) {
    return say('It is being trained again.');
  }
  if (isImported) {
    return say('Import a model that has seen the change.');
  }
  return series.pin?.kind === 'used'
    ? say('Retrain it, and pin it anew.')
    : say('It is trained again an hour after its last training; Retrain does so at once.');
}

/** The restarts of the counter behind a series, in words. */
export function describeResets(resets: Resets): string {
  switch (resets.kind) {
    case 'no-counter':
      return say('none, as its values are not those of a counter');
    case 'by-function':
      return say('taken out by {{name}}() in the query', { name: resets.name });
    case 'counted':
      return resets.count > 0
        ? many(
            resets.count,
            '{{count}} restart of the counter, which the forecast sees as falls: forecast its rate()',
            '{{count}} restarts of the counter, which the forecast sees as falls: forecast its rate()'
          )
        : say('none found of the counter');
  }
}
