import { type Failure, RequestFailure } from './failure';

/**
 * Sizes of an answer beyond which it is not parsed: the page would stand still, or end. Points are counted beside the bytes
 * because a short one, held as two numbers, takes more room than its text; labels because they are kept for each series.
 */
export const LIMITS = { megabytes: 64, series: 20_000, points: 4_000_000, 'megabytes of labels': 16 };

type Size = Extract<Failure, { kind: 'too-large' }>['what'];

/**
 * The JSON of an answer, or its text where it is none. Sizes are read off the text.
 *
 * @throws RequestFailure `too-large` before anything is parsed
 */
export function readText(text: string, limits: Record<Size, number> = LIMITS): unknown {
  const bound = (what: Size, size: number) => {
    const limit = limits[what];
    if (size > limit) {
      throw new RequestFailure({ kind: 'too-large', what, size: Math.round(size * 10) / 10, limit });
    }
  };
  bound('megabytes', text.length / 1e6);
  const { series, labels } = measureSeries(text);
  bound('series', series);
  bound('megabytes of labels', labels / 1e6);
  bound('points', count(text, '"]'));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const metric = '"metric":{';

/** In a JSON string a quote is escaped, so that no label's value reads like the beginning or the end of a label set. */
function measureSeries(text: string): { series: number; labels: number } {
  let series = 0;
  let labels = 0;
  for (let at = text.indexOf(metric); at >= 0; at = text.indexOf(metric, at)) {
    series++;
    const end = text.indexOf('},"', at);
    const next = end < 0 ? text.length : end;
    labels += next - at - metric.length;
    at = next;
  }
  return { series, labels };
}

/** A sample ends with the quote of its value and a bracket; a value of a label that holds both counts, too. */
function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    found++;
  }
  return found;
}
