import { lowerBound } from '../../core/math';
import { metricId } from '../wire';
import { type Column, type Metric } from '../types';

/**
 * Points in a stored piece of a history. Pieces lie on an absolute grid, so that every question about the same series
 * and step meets the same ones.
 */
export const CHUNK = 1_000;

/** Grid points `from` to `to`, both included: the point `n` is at `n * step`. */
export interface Interval {
  from: number;
  to: number;
}

/** The samples of one series in a chunk: points without a sample are left out, and NaN is a sample. */
export interface ChunkSeries {
  metric: Metric;
  /** (N) places within the chunk, rising: 0 to `CHUNK` - 1 */
  at: Uint16Array;
  /** (N) */
  values: Float64Array;
  hasHistograms?: boolean;
}

/** The answer for the grid points `from` to `to` of chunk `index`. */
export interface Chunk extends Interval {
  index: number;
  /** answers up to this point are final: late samples had their time */
  settled: number;
  /** ms */
  fetchedAt: number;
  series: ChunkSeries[];
  warnings: string[];
  infos: string[];
}

export const chunkOf = (point: number): number => Math.floor(point / CHUNK);

/** Bytes that a chunk takes, labels included; what a `Map` and objects take besides is not counted. */
export function bytesOf({ series }: Chunk): number {
  return series.reduce(
    (sum, { metric, at, values }) => sum + labelBytes(metric) + at.byteLength + values.byteLength,
    0
  );
}

const labelBytes = (metric: Metric) =>
  Object.entries(metric).reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0);

/**
 * The chunk with an answer in the place of what it had of the answer's interval. The two touch or overlap.
 *
 * @param answer series at points of the interval, by `metricId`
 */
export function withAnswer(chunk: Chunk | undefined, answer: Chunk): Chunk {
  if (!chunk) {
    return answer;
  }
  const first = answer.index * CHUNK;
  const [from, to] = [answer.from - first, answer.to - first];
  const fresh = new Map(answer.series.map((one) => [metricId(one.metric), one]));
  const kept = chunk.series.map((old) => {
    const id = metricId(old.metric);
    const one = fresh.get(id);
    fresh.delete(id);
    return replaced(old, one, from, to);
  });
  // What the answer does not reach is as old, and as little final, as it was.
  const isNext = answer.from <= chunk.settled + 1;
  return {
    ...answer,
    settled: isNext ? Math.max(chunk.settled, answer.settled) : chunk.settled,
    fetchedAt: isNext && answer.to >= chunk.to ? answer.fetchedAt : Math.min(chunk.fetchedAt, answer.fetchedAt),
    from: Math.min(chunk.from, answer.from),
    to: Math.max(chunk.to, answer.to),
    series: [...kept, ...fresh.values()].filter(({ at, hasHistograms }) => at.length > 0 || hasHistograms),
    warnings: [...new Set([...chunk.warnings, ...answer.warnings])],
    infos: [...new Set([...chunk.infos, ...answer.infos])],
  };
}

/** A series with the places `from` to `to` taken from another answer. */
function replaced(old: ChunkSeries, fresh: ChunkSeries | undefined, from: number, to: number): ChunkSeries {
  const before = firstFrom(old.at, from);
  const after = firstFrom(old.at, to + 1);
  const { at, values } = fresh ?? { at: new Uint16Array(0), values: new Float64Array(0) };
  return {
    metric: old.metric,
    at: Uint16Array.from([...old.at.subarray(0, before), ...at, ...old.at.subarray(after)]),
    values: Float64Array.from([...old.values.subarray(0, before), ...values, ...old.values.subarray(after)]),
    ...((old.hasHistograms || fresh?.hasHistograms) && { hasHistograms: true }),
  };
}

/**
 * One column per series of the points `from` to `to` out of chunks in order of time.
 *
 * @param stepMs ms between points
 */
export function joinChunks(chunks: Chunk[], { from, to }: Interval, stepMs: number): Column[] {
  const columns = new Map<string, Column>();
  for (const { index, series } of chunks) {
    const first = index * CHUNK;
    for (const { metric, at, values, hasHistograms } of series) {
      const id = metricId(metric);
      const column = columns.get(id) ?? { metric, times: [], values: [] };
      for (let i = firstFrom(at, from - first); i < at.length && first + at[i] <= to; i++) {
        column.times.push((first + at[i]) * stepMs);
        column.values.push(values[i]);
      }
      if (hasHistograms) {
        column.hasHistograms = true;
      }
      columns.set(id, column);
    }
  }
  return [...columns.values()].filter(({ times, hasHistograms }) => times.length > 0 || hasHistograms);
}

/** An answer's columns cut into chunks, each with the part of the interval that lies in it. */
export function cutAnswer(
  columns: Column[],
  { from, to }: Interval,
  stepMs: number,
  shared: Pick<Chunk, 'settled' | 'fetchedAt' | 'warnings' | 'infos'>
): Chunk[] {
  const chunks: Chunk[] = [];
  for (let index = chunkOf(from); index <= chunkOf(to); index++) {
    const first = index * CHUNK;
    const part = { from: Math.max(from, first), to: Math.min(to, first + CHUNK - 1) };
    const series = columns.flatMap(({ metric, times, values, hasHistograms }): ChunkSeries[] => {
      const begin = firstFrom(times, part.from * stepMs);
      const end = firstFrom(times, (part.to + 1) * stepMs);
      const at = Uint16Array.from(times.slice(begin, end), (time) => Math.round(time / stepMs) - first);
      const marks = hasHistograms ? { hasHistograms } : {};
      return at.length > 0 || hasHistograms
        ? [{ metric, at, values: Float64Array.from(values.slice(begin, end)), ...marks }]
        : [];
    });
    chunks.push({ ...shared, ...part, index, settled: Math.min(shared.settled, part.to), series });
  }
  return chunks;
}

/** Index of the first of rising times (ms), or places, that is not below a limit; less than a half is no difference. */
const firstFrom = (times: ArrayLike<number>, limit: number) => lowerBound(times, limit - 0.5);
