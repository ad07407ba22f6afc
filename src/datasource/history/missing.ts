import { DAY_MS } from '../../core/math';
import { CHUNK, type Chunk, chunkOf, type Interval } from './chunk';

/**
 * The questions for a range, given the chunks at hand: nothing twice, and nothing that is final. Where the
 * range ends beyond all that was fetched, points whose late samples may have come since are asked for again; so are
 * they where they were fetched more than `late` ago. The same question asked a moment later asks for nothing.
 *
 * A chunk covers one interval without a hole, so what lies between it and the question is asked for as well.
 *
 * @param late how long samples may take to come, ms
 * @returns intervals by rising time that do not touch
 */
export function missing(
  chunks: ReadonlyMap<number, Chunk>,
  { from, to }: Interval,
  now: number,
  late: number
): Interval[] {
  const last = chunks.get(chunkOf(to));
  const isNewer = !last || to > last.to;
  const wanted: Interval[] = [];
  for (let index = chunkOf(from); index <= chunkOf(to); index++) {
    const first = index * CHUNK;
    const part = { from: Math.max(from, first), to: Math.min(to, first + CHUNK - 1) };
    const chunk = chunks.get(index);
    if (!chunk) {
      wanted.push(part);
      continue;
    }
    if (part.from < chunk.from) {
      wanted.push({ from: part.from, to: chunk.from - 1 });
    }
    const isYoung = now >= chunk.fetchedAt && now - chunk.fetchedAt < late;
    const known = isYoung && !isNewer ? chunk.to : Math.max(chunk.settled, chunk.from - 1);
    if (part.to > known) {
      wanted.push({ from: known + 1, to: part.to });
    }
  }
  return merge(wanted);
}

function merge(intervals: Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const one of intervals) {
    const last = merged.at(-1);
    if (last && one.from <= last.to + 1) {
      last.to = Math.max(last.to, one.to);
    } else {
      merged.push({ ...one });
    }
  }
  return merged;
}

/** Requests end with days where whole days make at least this share of the points that one may have. */
const FULL = 0.9;

/**
 * Intervals of at most `limit` points. They end before midnight UTC, where the front ends of Mimir and Thanos split
 * and cache, unless that made many more of them; else where chunks end.
 *
 * @param stepMs ms between points
 */
export function pieces(intervals: Interval[], limit: number, stepMs: number): Interval[] {
  const days = Math.floor((limit * stepMs) / DAY_MS);
  const most = Math.floor(limit / CHUNK) * CHUNK;
  const endOf = (begin: number) => {
    if (days * DAY_MS < FULL * limit * stepMs) {
      return chunkOf(begin) * CHUNK + most - 1;
    }
    const midnight = (Math.floor((begin * stepMs) / DAY_MS) + days) * DAY_MS;
    return Math.ceil(midnight / stepMs) - 1;
  };
  return intervals.flatMap(({ from, to }) => {
    const cut: Interval[] = [];
    for (let begin = from; begin <= to;) {
      const end = Math.min(to, endOf(begin));
      cut.push({ from: begin, to: end });
      begin = end + 1;
    }
    return cut;
  });
}
