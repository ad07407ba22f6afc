import { type ForecastOptions, neededPoints } from '../../core/options';
import { type Series, countKnown } from '../../core/series';

/** The options that are tried against each other. */
export type Candidate = Pick<ForecastOptions, 'sequenceLength' | 'hidden' | 'learningRate'>;

const LENGTHS = [8, 24, 48, 96, 192];
const HIDDEN = [24, 50];
const RATES = [0.001, 0.003];
/** Windows should be many times their length: a longer sequence than this share of the history is not tried. */
const MOST_OF_HISTORY = 0.1;

/** The current setting, then every combination that the history is long enough for. */
export function candidatesFor(series: Series, options: ForecastOptions): Candidate[] {
  const { sequenceLength, hidden, learningRate } = options;
  const known = countKnown(series.values);
  const fits = (length: number) =>
    neededPoints({ ...options, sequenceLength: length }) <= known && length <= MOST_OF_HISTORY * known;
  const all = LENGTHS.filter(fits).flatMap((length) =>
    HIDDEN.flatMap((units) =>
      RATES.map((rate): Candidate => ({ sequenceLength: length, hidden: units, learningRate: rate }))
    )
  );
  const current = { sequenceLength, hidden, learningRate };
  return [current, ...all.filter((one) => !isSame(one, current))];
}

const isSame = (a: Candidate, b: Candidate) =>
  a.sequenceLength === b.sequenceLength && a.hidden === b.hidden && a.learningRate === b.learningRate;
