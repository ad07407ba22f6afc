import { describeError } from '../../../core/options';
import type { SeriesPhase } from '../../session';
import { count, formatWait } from './formats';

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
