import type { Breach } from '../../core/breaches';
import { type Drawn, shownResult } from '../session';
import type { SeriesFormats } from './formats';
import { isBad, seenFrom } from './words';

export interface Crossing {
  series: Drawn;
  breach: Breach;
  /** `coming`: to the bad side; `reached`: the series is there; `back`: to the good side */
  kind: 'coming' | 'reached' | 'back';
}

/** Crossings that are to come, by time, then the thresholds that are reached, the gravest first, then the ways back. */
export function crossingsOf(series: Drawn[], formats: SeriesFormats): Crossing[] {
  const all = series.flatMap((one) => {
    const { sides } = formats(one.key);
    return seenFrom(sides, shownResult(one)?.breaches ?? [], one.drawn.result.report.origin).map(
      (breach): Crossing => ({
        series: one,
        breach,
        kind: breach.already ? 'reached' : isBad(breach, sides) ? 'coming' : 'back',
      })
    );
  });
  const of = (kind: Crossing['kind']) => all.filter((one) => one.kind === kind);
  const at = ({ breach: { time, earliest } }: Crossing) => (Number.isFinite(time) ? time : earliest);
  return [...of('coming').sort((a, b) => at(a) - at(b)), ...of('reached').sort(bySeverity), ...of('back')];
}

/** Of the thresholds that are reached, the lowest of the low ones and the highest of the others come first. */
function bySeverity({ breach: a }: Crossing, { breach: b }: Crossing): number {
  if (a.direction !== b.direction) {
    return a.direction === 'below' ? -1 : 1;
  }
  return (b.threshold - a.threshold) * (a.direction === 'above' ? 1 : -1);
}
