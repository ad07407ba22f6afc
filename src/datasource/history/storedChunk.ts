import { fromStored } from '../../worker/storage';
import { isRecord } from '../wire';
import { type Chunk, CHUNK, type ChunkSeries } from './chunk';

/**
 * A chunk as it came back from the browser's database, where any code of the page may write.
 *
 * @returns undefined for what has not the form of a chunk, which is as good as none
 */
export function readChunk(stored: unknown): Chunk | undefined {
  try {
    const chunk = fromStored(stored);
    return isChunk(chunk) ? chunk : undefined;
  } catch {
    return undefined;
  }
}

function isChunk(value: unknown): value is Chunk {
  if (!isRecord(value)) {
    return false;
  }
  const { index, from, to, settled, fetchedAt, series, warnings, infos } = value;
  return (
    isWhole(index) &&
    isWhole(from) &&
    isWhole(to) &&
    index * CHUNK <= from &&
    from <= to &&
    to < (index + 1) * CHUNK &&
    typeof settled === 'number' &&
    settled <= to &&
    typeof fetchedAt === 'number' &&
    areTexts(warnings) &&
    areTexts(infos) &&
    Array.isArray(series) &&
    series.every(isSeries)
  );
}

function isSeries(value: unknown): value is ChunkSeries {
  if (!isRecord(value) || !isRecord(value.metric)) {
    return false;
  }
  const { metric, at, values } = value;
  return (
    areTexts(Object.values(metric)) &&
    isArrayOf<Uint16Array>(at, 'Uint16Array') &&
    isArrayOf<Float64Array>(values, 'Float64Array') &&
    at.length === values.length &&
    at.every((place, i) => place < CHUNK && (i === 0 || place > at[i - 1]))
  );
}

const isWhole = (value: unknown): value is number => Number.isInteger(value);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
/** Whatever window it was made in. */
const isArrayOf = <T>(value: unknown, name: string): value is T =>
  Object.prototype.toString.call(value) === `[object ${name}]`;
