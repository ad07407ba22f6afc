import { FieldType, LoadingState, ThresholdsMode, type DataFrame, type PanelData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { LOOKBACK_SECONDS } from '../../core/series';
import { say } from '../../language';
import { counterHints } from './counterHint';
import type { PanelForecast } from '../session';
import { type LiveSeries, formatMoment, lastKnownTime, stepMsOf, thresholdStyleOf } from '../frames';
import type { SeriesFormats } from './formats';
import { errorsOf, messageOf } from '../history';

/** A last value older than this many steps is said to be old. */
const OLD_STEPS = 2;

type Remarks = Pick<PanelForecast, 'warnings' | 'notes'>;

/**
 * Sentences for the status line on the live data themselves.
 * @param all the same series with what lies after the time at which they were asked for
 */
export function remarksOn(
  frames: DataFrame[],
  live: LiveSeries[],
  targets: DataQuery[] = [],
  all: LiveSeries[] = live
): Remarks {
  const warnings: string[] = [];
  const notes: string[] = [];
  if (frames.some(isLong)) {
    warnings.push(say('Several series stand in the same rows: add the transformation "Prepare time series".'));
  }
  if (live.some(hasUnwatchedThresholds)) {
    notes.push(say('Percentage thresholds need the field’s min and max.'));
  }
  if (all.some((one, i) => lastKnownTime(one) - lastKnownTime(live[i]) > 1000 * LOOKBACK_SECONDS)) {
    notes.push(say('Values after now are left out; those of a query that knows the future belong in Known ahead.'));
  }
  const notices = frames.flatMap(({ meta }) => meta?.notices ?? []);
  notes.push(...notices.flatMap(({ severity, text }) => (severity === 'info' ? [] : [text])));
  notes.push(...counterHints(targets, live));
  return { warnings, notes: [...new Set(notes)] };
}

/** The message of a query that failed while older data stay on screen; undefined where none did. */
export function describeLiveError(data: Pick<PanelData, 'state' | 'errors'>): string | undefined {
  if (data.state !== LoadingState.Error) {
    return undefined;
  }
  const [first] = errorsOf(data);
  return first ? messageOf(first) : say('The query failed.');
}

/** A sentence for each forecast whose series has had no value for a while, up to `until` (ms). */
export function staleness(
  { series }: PanelForecast,
  live: LiveSeries[],
  until: number,
  formats: SeriesFormats
): string[] {
  const byKey = new Map(live.map((one) => [one.key, one]));
  return series.flatMap(({ key, name, drawn }) => {
    const one = byKey.get(key);
    // The live samples may be coarser than the history: over a year there is one a day.
    const step = Math.max((drawn?.result.report.step ?? NaN) * 1000, one ? stepMsOf(one) : 0);
    const last = one ? lastKnownTime(one) : NaN;
    if (!(until - last > OLD_STEPS * step)) {
      return [];
    }
    const { timeZone } = formats(key);
    const time = formatMoment(last, until, timeZone);
    return [
      series.length > 1
        ? say('{{name}}: no value since {{time}}', { name, time })
        : say('No value since {{time}}', { time }),
    ];
  });
}

/** A table's form: one time stands in several rows, and a column of text tells them apart. */
function isLong({ fields }: DataFrame): boolean {
  const time = fields.find(({ type }) => type === FieldType.time);
  const hasNumber = fields.some(({ type }) => type === FieldType.number);
  const hasText = fields.some(({ type }) => type === FieldType.string);
  return time !== undefined && hasNumber && hasText && new Set(time.values).size < time.values.length;
}

function hasUnwatchedThresholds({ field }: LiveSeries): boolean {
  const { thresholds, min, max } = field.config;
  return (
    thresholds?.mode === ThresholdsMode.Percentage &&
    thresholds.steps.length > 1 &&
    thresholdStyleOf(field) !== 'off' &&
    (min == null || max == null)
  );
}
