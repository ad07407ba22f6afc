import { describeError, optionTable } from '../../../core/options';
import { tell } from '../../../language';
import type { PinState, SeriesPhase, WorkCounts } from '../../session';
import { count, formatWait, many, whole } from './formats';

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
      return tell(describeError(phase.error));
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
