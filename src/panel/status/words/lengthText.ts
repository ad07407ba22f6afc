import { list, say } from '../../../language';
import type { LengthEffect } from '../../session';
import { type Formats, clauses, whole, writeDifference } from './formats';

/** Percent; less is no gain. */
const LEAST_GAIN = 1;
/** Times; less is as fast. */
const LEAST_PACE = 1.5;

/** "24 to 96: error 2.42 to 2.42 %, no gain, 4 times slower; best of 8, 24, 96: 24". */
export function describeLengthEffect({ from, to, best, tried }: LengthEffect, formats: Formats): string {
  const write = (error: number) => writeDifference(error, formats);
  const errors =
    Number.isFinite(from.mae) && Number.isFinite(to.mae)
      ? [say('error {{from}} to {{to}}', { from: write(from.mae), to: write(to.mae) }), describeGain(from.mae, to.mae)]
      : [say('error not measured')];
  const effect = clauses([...errors, describePace(to.seconds / from.seconds)]);
  const places = { from: from.length, to: to.length, effect };
  const measured = tried.filter(({ mae }) => Number.isFinite(mae));
  const lengths = measured.map(({ length }) => length).sort((a, b) => a - b);
  return measured.length > 2
    ? say('{{from}} to {{to}}: {{effect}}; best of {{lengths}}: {{best}}', {
        ...places,
        lengths: list(lengths.map(String)),
        best,
      })
    : say('{{from}} to {{to}}: {{effect}}', places);
}

function describeGain(before: number, after: number): string {
  if (before === 0) {
    return after > 0 ? say('worse') : say('no gain');
  }
  const gain = Math.round(100 * (1 - after / before));
  if (Math.abs(gain) < LEAST_GAIN) {
    return say('no gain');
  }
  const share = whole(Math.abs(gain) / 100);
  return gain > 0 ? say('{{share}} better', { share }) : say('{{share}} worse', { share });
}

function describePace(ratio: number): string {
  const times = (factor: number) => Number(factor.toPrecision(2));
  if (ratio >= LEAST_PACE) {
    return say('{{times}} times slower', { times: times(ratio) });
  }
  if (ratio <= 1 / LEAST_PACE) {
    return say('{{times}} times faster', { times: times(1 / ratio) });
  }
  return ratio > 0 ? say('as fast') : '';
}
