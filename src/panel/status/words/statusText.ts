import { describeError, formatDuration } from '../../../core/options';
import type { LeadTimes, Report } from '../../../core/fitted';
import { formatMoment } from '../../frames';
import type { SeriesPhase } from '../../session';
import { type Formats, count, formatWait, percent, whole, writeDifference } from './formats';

/** Error and coverage so far ahead: "up to 3h: MAE 2 %, seasonal naive 3 %, 95 % band covered 94 %". */
export function describeLeadTimes(
  { to, mae, naiveMae, coverage }: LeadTimes,
  report: Report,
  formats: Formats
): string {
  const widest = report.coverage[report.coverage.length - 1];
  return [
    `up to ${formatDuration(to * report.step)}: MAE ${writeDifference(mae, formats)}`,
    ...(Number.isFinite(naiveMae) ? [`naive ${writeDifference(naiveMae, formats)}`] : []),
    ...(Number.isFinite(coverage) && widest ? [`${percent(widest.level)} band covered ${whole(coverage)}`] : []),
  ].join(', ');
}

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

export function describeAnomalies(total: number): string {
  return total === 1 ? '1 anomaly' : `${count(total)} anomalies`;
}

/** seconds */
const DAY = 86_400;

/** Time and amount of the training of the drawn model; the number of points where nothing was trained. */
export function describeTraining(report: Report, formats: Formats): string {
  const { training, points, step, trainedAt } = report;
  if (!training) {
    return `from ${count(points)} points`;
  }
  const span = points * step;
  const rounded = span < 2 * DAY ? span : Math.round(span / DAY) * DAY;
  const windows = `${count(training.windows)} windows of ${formatDuration(rounded)}`;
  return `trained ${formatMoment(trainedAt, formats.now, formats.timeZone)} on ${windows}`;
}
