import type { ModelDrift } from '../../../core/fitted';
import { describeError, optionTable } from '../../../core/options';
import { formatMoment } from '../../frames';
import {
  type PinState,
  type Resets,
  type SeriesForecast,
  type SeriesPhase,
  type WorkCounts,
  isBusy,
} from '../../session';
import { type Formats, count, formatWait, many, percent, whole } from './formats';

/** The phase of a series in a few words; a failure as sentences. */
export function describePhase(phase: SeriesPhase): string {
  switch (phase.kind) {
    case 'waiting':
      return 'Waiting for the history';
    case 'queued':
      return phase.ahead > 0 ? `Queued, ${phase.ahead} ahead` : 'Queued, next';
    case 'starting':
      return 'Starting to train';
    case 'training': {
      const { epoch, epochs, remainingMs } = phase.progress;
      return `Training, epoch ${epoch} of ${epochs}, ${formatWait(remainingMs)} left`;
    }
    case 'paused':
      return 'Training paused while the panel is out of sight';
    case 'stopped':
      return 'Training stopped';
    case 'failed':
      return describeError(phase.error);
    case 'ready':
      return 'Ready';
  }
}

/** "together with 7 other series"; undefined for one that trained alone. */
export function describeTogether(together = 1): string | undefined {
  const others = together - 1;
  return others > 0 ? `together with ${count(others)} other series` : undefined;
}

/** "one network for 8 series"; undefined for a network of the series' own. */
export function describeShared(shared?: number): string | undefined {
  return shared === undefined ? undefined : `one network for ${count(shared)} series`;
}

/** A sentence on the worker's answers: how many, how they came about, and the share that failed. */
export function describeCounts({ trained, reused, plain, failed }: WorkCounts): string {
  const made = trained + reused + plain;
  const without = plain > 0 ? `, ${count(plain)} without a network` : '';
  const errors = failed > 0 ? `; ${count(failed)} failed, ${whole(failed / (made + failed))} of all` : '';
  return `Since this panel was opened ${many(made, 'forecast')}: ${count(trained)} after a training, ${count(reused)} by a model that was kept${without}${errors}.`;
}

/** A sentence on the model of a series that the dashboard holds: whether it forecasts, and if not, why and what to do. */
export function describePin(pin: PinState): string {
  const not = (why: string) => `The pinned model is not used: ${why}. Pin the model anew, or unpin it.`;
  switch (pin.kind) {
    case 'used':
      return 'The pinned model forecasts.';
    case 'replaced':
      return not('one that was trained since forecasts here');
    case 'unreadable':
      return not('it is damaged, or of another version of Presage');
    case 'options':
      return not(`it was trained with another ${pin.names.map((name) => `“${optionTable[name].label}”`).join(', ')}`);
    case 'step':
      return not('it was trained on points of another distance');
    case 'time-zone':
      return not('it was trained in another time zone');
    case 'covariates':
      return not('it was trained with other covariates');
    case 'newer':
      return not('it was trained on newer data than this series has');
    case 'old':
      return not('the series has moved on by half of its history since');
  }
}

/** "12 of 24 values since its training lay outside the 95 % band, which should miss 1": how a series left its model. */
export function describeDrift(drift: ModelDrift, { now, timeZone }: Formats): string {
  if (drift.kind === 'level') {
    return `the series has held another level since ${formatMoment(drift.since, now, timeZone)}`;
  }
  const { outside, points, level } = drift;
  const usual = Math.max(1, Math.round((1 - level) * points));
  return `${count(outside)} of ${count(points)} values since its training lay outside the ${percent(level)} band, which should miss ${count(usual)}`;
}

/** Sentences on a model that its series has left: why, and what comes next. Undefined for one that it has not. */
export function describeOutOfDate(series: SeriesForecast, formats: Formats): string | undefined {
  const { drift, training } = series.drawn?.result.report ?? {};
  return drift && `Out of date: ${describeDrift(drift, formats)}. ${nextStep(series, training?.epochs === 0)}`;
}

function nextStep(series: SeriesForecast, isImported: boolean): string {
  if (isBusy(series)) {
    return 'It is being trained again.';
  }
  if (isImported) {
    return 'Import a model that has seen the change.';
  }
  return series.pin?.kind === 'used'
    ? 'Retrain it, and pin it anew.'
    : 'It is trained again an hour after its last training; Retrain does so at once.';
}

/** The restarts of the counter behind a series, in words. */
export function describeResets(resets: Resets): string {
  switch (resets.kind) {
    case 'no-counter':
      return 'none, as its values are not those of a counter';
    case 'by-function':
      return `taken out by ${resets.name}() in the query`;
    case 'counted':
      return resets.count > 0
        ? `${many(resets.count, 'restart')} of the counter, which the forecast sees as falls: forecast its rate()`
        : 'none found of the counter';
  }
}
