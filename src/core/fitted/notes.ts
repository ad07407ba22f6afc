import { formatDuration } from '../options/duration';
import type { Judged } from '../baseline/assemble';
import { countKnown, lastKnownIndex, silenceOf, type Series } from '../series/series';
import { describeVerdict, type Verdict } from '../blend/verdict';
import type { Coverage, Share } from './result';
import type { Slices } from '../series/split';

/** Lengths of the horizon that the calibration slice should hold. */
const MIN_STRETCHES = 5;
/** A band that holds this much less than asked is said to. */
const LATE_SLACK = 0.1;

/** Sentences a user must know about any judged forecast. */
export function notesOf({ offsets, walk }: Judged, series: Series, slices: Slices): string[] {
  const { values } = series;
  const notes = staleNotes(series);
  const isMeasured = !Number.isNaN(offsets.above[0][0]);
  if (!isMeasured) {
    notes.push('No past forecast could be compared with what came, so there is no band and no anomaly score.');
  } else if (offsets.tooFew.length > 0) {
    const levels = offsets.tooFew.map(percent).join(' and ');
    notes.push(
      `Too few past forecasts to measure the ${levels} band well: at some lead times it only reaches to the largest error seen.`
    );
  }
  const slice = slices.calibration.to - slices.calibration.from;
  const horizon = offsets.above[0].length;
  if (isMeasured && horizon > slice / MIN_STRETCHES) {
    notes.push(
      `The horizon is ${horizon} steps, and the bands are measured on ${slice}: too few to measure a band so far ` +
        `ahead. Beyond ${offsets.measuredTo} steps its width is an estimate. A longer history helps.`
    );
  }
  if (countKnown(values, slices.live.from, slices.live.to) === 0) {
    notes.push('There are no recent values to measure the forecast on.');
  }
  const origin = lastKnownIndex(values);
  return walk.cleaned[origin] === values[origin] ? notes : [...notes, INCIDENT_NOTE];
}

/** Said while an incident lasts. */
export const INCIDENT_NOTE =
  'The latest values are anomalous. The forecast is a return to what was expected, and when that comes is not ' +
  'known: the band also holds that they go on as they do now.';

/** A sentence where the series has stopped. */
export function staleNotes(series: Series): string[] {
  const age = silenceOf(series);
  return age > 0 ? [`The last value is ${formatDuration(age)} old: the forecast starts from there, not from now.`] : [];
}

/** A sentence where a band holds less at late lead times than it should, by more than a tenth of all values. */
export function lateNotes(coverage: readonly Coverage[]): string[] {
  const worst = coverage.filter(({ level, late = NaN }) => late < level - LATE_SLACK).at(-1);
  return worst === undefined
    ? []
    : [
        `In the last third of the lead times the ${percent(worst.level)} band held only ` +
          `${percent(worst.late ?? NaN)} of the values: trust it less far ahead.`,
      ];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Who is drawn where it is not simply the blend, and what the LSTM adds. */
export function verdictNotes(verdict: Verdict, shares: readonly Share[], isTrained: boolean): string[] {
  if (verdict.kind !== 'blend') {
    return [describeVerdict(verdict)];
  }
  return isTrained && !shares.some(({ member }) => member === 'lstm')
    ? ['The LSTM of this series was less accurate than the others on held-out history and has no part in the blend.']
    : [];
}
