import type { Bounds } from '../bands';
import { type Forecaster, describeVerdict } from '../blend';
import type { Incident } from '../breaches';
import { type Phrase, phrase } from '../language';
import { BASELINES, SERIES_NETWORKS } from '../members';
import { formatDuration, optionTable } from '../options';
import { type Series, countKnown, silenceOf } from '../series';
import type { Coverage, Share } from './result';

/** Lengths of the horizon that the past forecasts should span. */
const MIN_STRETCHES = 5;
/** Single values beyond the bounds are outliers; more of them contradict the bounds. */
const FEW_BEYOND = 0.01;
/** A band that holds this much less than asked is said to. */
const LATE_SLACK = 0.1;

/** Sentences where there is no band, or one that is measured on too little. */
export function bandNotes({ first, end, horizon }: Forecaster, coverage: readonly Coverage[]): Phrase[] {
  if (coverage.every(({ count }) => count === 0)) {
    return [phrase('No past forecast could be compared with what came, so nothing is known of how good this one is.')];
  }
  return horizon > (end - first) / MIN_STRETCHES
    ? [
        phrase(
          'The horizon is {{horizon}} steps, and the bands are measured on {{steps}}: too few to measure a band so far ahead. A longer history helps.',
          { horizon, steps: end - first }
        ),
      ]
    : [];
}

/** Said while an incident lasts. @param step seconds */
export function incidentNote({ age }: Incident, step: number): Phrase {
  return phrase(
    'The latest values are anomalous: off their usual course for {{time}}. When they come back, or whether this is the new normal, is not known: the forecast follows what is likelier after so long, and the band holds both.',
    { time: formatDuration(age * step) }
  );
}

/** A sentence where the series has stopped. */
export function staleNotes(series: Series): Phrase[] {
  const age = silenceOf(series);
  return age > 0
    ? [
        phrase('The last value is {{age}} old: the forecast starts from there, not from now.', {
          age: formatDuration(age),
        }),
      ]
    : [];
}

/** A sentence where the history contradicts the bounds that somebody set, which hold the forecast and its bands. */
export function boundNotes(values: Float64Array, { lower, upper }: Pick<Bounds, 'lower' | 'upper'>): Phrase[] {
  const beyond = values.filter((value) => value < lower || value > upper).length / countKnown(values);
  return beyond > FEW_BEYOND
    ? [
        phrase(
          '{{share}} of the history lie beyond the bounds of the options, where no forecast goes: check the lower and the upper bound.',
          { share: percent(beyond) }
        ),
      ]
    : [];
}

/** A sentence where a band holds less at late lead times than it should, by more than a tenth of all values. */
export function lateNotes(coverage: readonly Coverage[]): Phrase[] {
  const worst = coverage.filter(({ level, late = NaN }) => late < level - LATE_SLACK).at(-1);
  return worst === undefined
    ? []
    : [
        phrase(
          'In the last third of the lead times the {{level}} band held only {{share}} of the values: trust it less far ahead.',
          { level: percent(worst.level), share: percent(worst.late ?? NaN) }
        ),
      ];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Sentences on the forecaster that is drawn, where it is not simply the blend. The instant forecast tries no model. */
export function verdictNotes(
  { verdict, members }: Pick<Forecaster, 'verdict' | 'members'>,
  shares: readonly Share[]
): Phrase[] {
  const isInstant = members.every((member) => BASELINES.includes(member));
  if (verdict.kind !== 'blend') {
    return verdict.kind === 'naive' && isInstant ? [] : [describeVerdict(verdict)];
  }
  const trained = SERIES_NETWORKS.find((network) => members.some(({ name }) => name === network));
  return trained && !shares.some(({ member }) => member === trained)
    ? [
        trained === 'imported'
          ? phrase(
              'The imported model was less accurate than the others on held-out history and has no part in the blend.'
            )
          : phrase(
              'The {{network}} of this series was less accurate than the others on held-out history and has no part in the blend.',
              { network: labelOf(trained) }
            ),
      ]
    : [];
}

const labelOf = (network: string) =>
  optionTable.network.choices.find(({ value }) => value === network)?.label ?? network;
