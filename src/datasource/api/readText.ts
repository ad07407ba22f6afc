import { bound, LIMITS } from './limits';

/**
 * The JSON of an answer, or its text where it is none. Sizes are read off the text.
 *
 * @throws RequestFailure `too-large` before anything is parsed
 */
export function readText(text: string, limits = LIMITS): unknown {
  bound('megabytes', text.length / 1e6, limits);
  const { series, labels } = measureSeries(text);
  bound('series', series, limits);
  bound('megabytes of labels', labels / 1e6, limits);
  bound('points', count(text, '"]'), limits);
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
