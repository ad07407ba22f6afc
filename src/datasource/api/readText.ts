import { RequestFailure } from './failure';

/** Characters of an answer, and series in it, beyond which it is not parsed: the page would stand still, or end. */
export const LIMITS = { megabytes: 64, series: 20_000 };

/**
 * The JSON of an answer, or its text where it is none. Sizes are read off the text.
 *
 * @throws RequestFailure `too-large` before anything is parsed
 */
export function readText(text: string, limits = LIMITS): unknown {
  const megabytes = text.length / 1e6;
  if (megabytes > limits.megabytes) {
    throw new RequestFailure({
      kind: 'too-large',
      what: 'megabytes',
      size: Math.round(megabytes * 10) / 10,
      limit: limits.megabytes,
    });
  }
  const series = countSeries(text);
  if (series > limits.series) {
    throw new RequestFailure({ kind: 'too-large', what: 'series', size: series, limit: limits.series });
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** In a JSON string a quote is escaped, so that no label's value reads like this. */
function countSeries(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"metric":{'); at >= 0; at = text.indexOf('"metric":{', at + 10)) {
    count++;
  }
  return count;
}
