import type { Score } from '../scores';
import { type Strip, drawSheet } from './sheet';
import { worst } from './worst';

/** A forecast of a fold beside what came: the one of its origins that was furthest off. */
export interface DrawnFold {
  /** ms and values of the days before it and the day that it is of */
  times: Float64Array;
  values: Float64Array;
  /** ms, points and edges of the 95 % band */
  ahead: Float64Array;
  point: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/** A fold of a model and of the reference, on the same day ahead. */
export interface ForecastFold {
  family: string;
  file: string;
  score: Score;
  reference: Score;
  drawn: DrawnFold;
}

const [FORECAST, BAND, ORIGIN] = ['#0969da', '#0969da30', '#8c959f'];
const COUNT = 10;
const MOST_OF_FAMILY = 2;
/** An error below this share of the naive day's in the history is as good as none, whatever the naive forecast's was. */
const LEAST = 0.1;

/** Ten folds with the largest error over the reference's, at most two of a family: where the forecast fails. */
export function drawWorstForecasts(folds: readonly ForecastFold[], title: string): string {
  const sizeOf = ({ error, count, scale }: Score) => Math.max(error / count, LEAST * scale);
  const faultOf = ({ score, reference }: ForecastFold) => sizeOf(score) / sizeOf(reference);
  const key = [
    { text: 'what came', colour: '#24292f' },
    { text: 'forecast', colour: FORECAST },
    { text: '95 % band', colour: BAND },
    { text: 'when it was made', colour: ORIGIN },
  ];
  return drawSheet(title, key, worst(folds, faultOf, COUNT, MOST_OF_FAMILY).map(toStrip));
}

function toStrip({ family, file, score, reference, drawn }: ForecastFold): Strip {
  const { times, values, ahead, point, lower, upper } = drawn;
  const ratio = score.error / reference.error;
  const inside = Math.round((100 * score.shared95) / score.count);
  return {
    title: `${family}: ${file.replace(/\.csv(\.gz)?$/, '')}, ${ratio.toFixed(2)} times the error of seasonal naive over the fold, 95 % band holds ${inside} %`,
    times,
    values,
    shades: [{ from: ahead[0], to: ahead[0], colour: ORIGIN }],
    lines: [{ times: ahead, values: point, colour: FORECAST }],
    bands: [{ times: ahead, lower, upper, colour: BAND }],
  };
}
