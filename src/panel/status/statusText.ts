import type { TimeZone } from '@grafana/schema';
import type { Breach } from '../../core/breaches';
import { describeError, formatDuration } from '../../core/options';
import type { MemberName } from '../../core/members';
import type { Accuracy, Coverage, ForecastSource, LeadTimes, Report } from '../../core/fitted';
import type { SeriesPhase } from '../session';
import { formatMoment, toPercent } from '../frames';
import { type Sides, isBad } from './breachSides';

/** How a series' values and the dashboard's times are written. */
export interface Formats {
  value(value: number): string;
  /** a difference of values; as a value without it */
  difference?(difference: number): string;
  /** the bad sides of its thresholds; the high ones without it */
  sides?: Sides;
  timeZone: TimeZone;
  /** ms; what "today" means */
  now: number;
}

const percent = (share: number) => `${toPercent(share)} %`;
const whole = (share: number) => `${Math.round(100 * share)} %`;
/** Chances above this are too few to tell apart. */
const SURE = 0.95;

const SOURCES: Record<ForecastSource, string> = {
  blend: 'blend',
  lstm: 'LSTM',
  pretrained: 'pre-trained LSTM',
  'seasonal-naive': 'seasonal naive',
  linear: 'linear trend',
  'last-value': 'last value',
  constant: 'constant',
};

const MEMBERS: Record<MemberName, string> = {
  'last-value': 'last value',
  day: 'seasonal naive',
  week: 'last week',
  'day-and-week': 'yesterday and last week',
  linear: 'linear trend',
  season: 'season',
  sarx: 'seasonal regression',
  ridge: 'ridge regression',
  days: 'median of the last days',
  weekday: 'same weekday',
  yesterday: 'yesterday with its drift',
  'days-and-weeks': 'last days and same weekday',
  'analog-short': 'similar hours',
  'analog-long': 'similar days',
  pretrained: 'pre-trained LSTM',
  lstm: 'LSTM of this series',
};

const LSTMS: ReadonlySet<string> = new Set<MemberName>(['lstm', 'pretrained']);

/** A difference of two values, such as an error. */
export const writeDifference = (difference: number, { difference: write, value }: Formats): string =>
  (write ?? value)(difference);

/** Who is drawn: "blend, 42 % LSTM", both that of the series and the pre-trained one. */
export function nameDrawn({ source, shares = [] }: Report): string {
  const lstm = shares.reduce((sum, { member, share }) => sum + (LSTMS.has(member) ? share : 0), 0);
  return lstm >= 0.005 ? `${nameSource(source)}, ${whole(lstm)} LSTM` : nameSource(source);
}

/** The parts of a blend: "LSTM of this series 24 %, similar days 20 %"; undefined where one forecaster is drawn alone. */
export function describeShares({ shares }: Report): string | undefined {
  return shares?.map(({ member, share }) => `${MEMBERS[member]} ${whole(share)}`).join(', ');
}

/** What the forecast was worth so far ahead: "up to 3h: MAE 2 %, seasonal naive 3 %, 95 % band covered 94 %". */
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

export function nameSource(source: ForecastSource): string {
  return SOURCES[source] ?? source;
}

export const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
export const count = (value: number) => value.toLocaleString('en-US');

/** Milliseconds as a person waits for them. */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** A loss with three significant digits. */
export function formatLoss(loss: number): string {
  return Number.isFinite(loss) ? Number(loss.toPrecision(3)).toString() : 'n/a';
}

/** What goes on, in a few words. */
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

/** The drawn forecaster's error against the yardstick it should beat; undefined where nothing could be measured. */
export function describeAccuracy({ accuracy }: Report, formats: Formats): string | undefined {
  const [drawn] = accuracy;
  if (!drawn || !Number.isFinite(drawn.mae)) {
    return undefined;
  }
  const mae = `MAE ${writeDifference(drawn.mae, formats)}`;
  const yardstick = yardstickOf(accuracy);
  return yardstick ? `${mae}, ${compare(drawn.mae, yardstick.mae)} ${nameSource(yardstick.source)}` : mae;
}

const MODELS: ReadonlySet<ForecastSource> = new Set<ForecastSource>(['blend', 'lstm', 'pretrained']);

/** What the drawn forecaster, the first, is measured against. */
function yardstickOf([, ...others]: Accuracy[]): Accuracy | undefined {
  const yardsticks = others.filter(({ source, mae }) => !MODELS.has(source) && Number.isFinite(mae));
  return yardsticks.find(({ source }) => source === 'seasonal-naive') ?? yardsticks[0];
}

/** Error of the drawn forecaster over its yardstick's: comparable between series of any unit; NaN if not measured. */
export function errorRatio({ accuracy }: Report): number {
  const yardstick = yardstickOf(accuracy);
  if (!accuracy[0] || !Number.isFinite(accuracy[0].mae)) {
    return NaN;
  }
  return yardstick && yardstick.mae > 0 ? accuracy[0].mae / yardstick.mae : 1;
}

/** By how much the widest band covers less than asked; NaN if not measured. */
export function shortfall(coverage: Coverage[]): number {
  const widest = coverage[coverage.length - 1];
  return widest && widest.count > 0 ? widest.level - widest.measured : NaN;
}

function compare(error: number, yardstick: number): string {
  const share = yardstick > 0 ? Math.round((1 - error / yardstick) * 100) : 0;
  if (share === 0) {
    return 'as good as';
  }
  return share > 0 ? `${share} % better than` : `${-share} % worse than`;
}

/** Asked and measured coverage of the widest band. */
export function describeCoverage(coverage: Coverage[]): string | undefined {
  const widest = coverage[coverage.length - 1];
  return widest && widest.count > 0 ? describeLevel(widest) : undefined;
}

export function describeLevel({ level, measured }: Coverage): string {
  return `${percent(level)} band covered ${Number.isFinite(measured) ? percent(measured) : 'nothing yet'}`;
}

/** When a threshold is crossed: "Reaches 90 % at Thu 14:00, between 11:00 and 19:00, 83 % likely". */
export function describeBreach(breach: Breach, formats: Formats): string {
  if (breach.already) {
    const side = breach.direction === 'above' ? 'At or above' : 'Below';
    return `${side} ${formats.value(breach.threshold)} ${describeSince(breach, formats)}`;
  }
  const { probability = NaN } = breach;
  const chance = probability > SURE ? `over ${whole(SURE)}` : whole(probability);
  return describeCrossing(breach, formats) + (Number.isNaN(probability) ? '' : `, ${chance} likely`);
}

function describeCrossing(breach: Breach, formats: Formats): string {
  if (!isBad(breach, formats.sides)) {
    return describeReturn(breach, formats);
  }
  const verb = breach.direction === 'above' ? 'Reaches' : 'Falls below';
  const threshold = formats.value(breach.threshold);
  const moment = (time: number, reference = formats.now) => formatMoment(time, reference, formats.timeZone);
  if (!Number.isFinite(breach.time)) {
    const mood = breach.direction === 'above' ? 'May reach' : 'May fall below';
    return `${mood} ${threshold} from ${moment(breach.earliest)}`;
  }
  const at = `${verb} ${threshold} at ${moment(breach.time)}`;
  const hasEarliest = Number.isFinite(breach.earliest);
  const hasLatest = Number.isFinite(breach.latest);
  const [from, to] = [breach.earliest, breach.latest].map((time) => moment(time, breach.time));
  if (hasEarliest && hasLatest && from === to) {
    return at;
  }
  if (hasEarliest && hasLatest) {
    return `${at}, between ${from} and ${to}`;
  }
  return hasEarliest ? `${at}, ${from} at the earliest` : at;
}

function describeSince({ threshold }: Breach, { sides, now, timeZone }: Formats): string {
  const since = sides?.reached.find((one) => one.threshold === threshold)?.since ?? NaN;
  return Number.isNaN(since) ? 'now' : `since ${formatMoment(since, now, timeZone)}`;
}

/** The way back to the good side. */
function describeReturn(breach: Breach, formats: Formats): string {
  const isTimed = Number.isFinite(breach.time);
  const at = formatMoment(isTimed ? breach.time : breach.earliest, formats.now, formats.timeZone);
  return `${isTimed ? 'Back' : 'May be back'} ${breach.direction} ${formats.value(breach.threshold)} ${isTimed ? 'about' : 'from'} ${at}`;
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

/** When and on how much the drawn model was trained, or how many points a baseline had. */
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
