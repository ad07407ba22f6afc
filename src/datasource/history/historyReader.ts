import { HOUR_MS } from '../../core/math';
import { RequestFailure } from '../api';
import { type RangeParams, maxPointsPerRequest } from '../wire';
import { type Column, type RangeAnswer } from '../types';
import { bytesOf, type Chunk, CHUNK, chunkOf, cutAnswer, type Interval, joinChunks, withAnswer } from './chunk';
import { type ChunkStore, type Entry } from './chunkStore';
import { type Lane } from './lane';
import { missing, pieces } from './missing';
import { patiently, type Wait } from './patiently';

/** Points and bytes asked for, and those at hand, of one question or of all of a page. */
export interface HistoryFigures {
  requests: number;
  fetchedPoints: number;
  /** characters of the answers */
  fetchedBytes: number;
  reusedPoints: number;
  /** as they are kept: 10 a sample, and labels */
  reusedBytes: number;
}

export const noFigures: HistoryFigures = {
  requests: 0,
  fetchedPoints: 0,
  fetchedBytes: 0,
  reusedPoints: 0,
  reusedBytes: 0,
};

export interface HistoryAnswer {
  columns: Column[];
  warnings: string[];
  infos: string[];
  figures: HistoryFigures;
}

/** Asks for one piece, which has at most 11,000 points. */
export type AskRange = (piece: RangeParams) => Promise<RangeAnswer>;

interface Parts {
  store: ChunkStore;
  lane: Lane;
  now: () => number;
  wait: Wait;
  /** how long samples may take to arrive, ms */
  late: number;
}

/**
 * A clock that is up to this far ahead of the server's does no harm: what is empty becomes final only then, where
 * what has values is final once late samples had their time.
 */
const SKEW_MS = HOUR_MS;

/** Reads ranges through the cache: what is final is asked for once. */
export class HistoryReader {
  /** of all questions so far */
  readonly total: HistoryFigures = { ...noFigures };
  private readonly busy = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: Parts) {}

  /**
   * The same as one answer to the whole range: pieces at absolute places, in order of time, one after the other. What
   * was fetched before a failure is kept, so that the next question goes on from there. Partial answers are not kept.
   *
   * @param range on the grid of its step: its ends are multiples of it
   * @param onShare told the share of the pieces that have come, 0 to 1, while others are to come
   */
  async read(
    entry: Entry,
    range: RangeParams,
    ask: AskRange,
    signal?: AbortSignal,
    onShare?: (share: number) => void
  ): Promise<HistoryAnswer> {
    // The second of two panels with one question finds the answer of the first.
    const before = this.busy.get(entry.key);
    const reading = (before ?? Promise.resolve())
      .catch(() => {})
      .then(() => this.readAlone(entry, range, ask, signal, onShare));
    this.busy.set(entry.key, reading);
    try {
      return await reading;
    } finally {
      if (this.busy.get(entry.key) === reading) {
        this.busy.delete(entry.key);
      }
    }
  }

  private async readAlone(
    entry: Entry,
    range: RangeParams,
    ask: AskRange,
    signal?: AbortSignal,
    onShare?: (share: number) => void
  ): Promise<HistoryAnswer> {
    if (signal?.aborted) {
      throw new RequestFailure({ kind: 'cancelled' });
    }
    const { store, lane, now, wait, late } = this.parts;
    const stepMs = Math.round(range.step * 1000);
    const asked: Interval = {
      from: Math.round((range.start * 1000) / stepMs),
      to: Math.round((range.end * 1000) / stepMs),
    };
    const chunks = await store.load(entry, chunkOf(asked.from), chunkOf(asked.to));
    const figures = { ...noFigures };
    const wanted = missing(chunks, asked, now(), late);
    count(figures, reused(chunks, asked, wanted));
    const all = pieces(wanted, maxPointsPerRequest, stepMs);
    for (const [i, piece] of all.entries()) {
      const params = { start: (piece.from * stepMs) / 1000, end: (piece.to * stepMs) / 1000, step: range.step };
      const fetchedAt = now();
      const answer = await lane.inTurn(() => patiently(() => ask(params), wait, signal), signal);
      count(figures, fetched(answer));
      const settled = settledPoint(answer.columns, fetchedAt, late, stepMs);
      const { warnings, infos } = answer;
      const changed = cutAnswer(answer.columns, piece, stepMs, { settled, fetchedAt, warnings, infos }).map((part) =>
        withAnswer(chunks.get(part.index), part)
      );
      changed.forEach((chunk) => chunks.set(chunk.index, chunk));
      if (warnings.every(isOfQuery)) {
        await store.save(entry, changed);
      }
      if (i + 1 < all.length) {
        onShare?.((i + 1) / all.length);
      }
    }
    count(this.total, figures);
    const inOrder = [...chunks.values()].sort((a, b) => a.index - b.index);
    return {
      columns: joinChunks(inOrder, asked, stepMs),
      warnings: [...new Set(inOrder.flatMap(({ warnings }) => warnings))],
      infos: [...new Set(inOrder.flatMap(({ infos }) => infos))],
      figures,
    };
  }
}

/** Prometheus says such things of the query, and would say them again; others are of this one answer. */
const isOfQuery = (warning: string) => warning.startsWith('PromQL ');

/** The last point of which the answer is final, whatever the end of what was asked. */
function settledPoint(columns: Column[], fetchedAt: number, late: number, stepMs: number): number {
  const lastValue = columns.reduce((last, { times }) => Math.max(last, times.at(-1) ?? -Infinity), -Infinity);
  return Math.floor(Math.min(fetchedAt - late, Math.max(lastValue, fetchedAt - late - SKEW_MS)) / stepMs);
}

function count(into: HistoryFigures, more: Partial<HistoryFigures>): void {
  for (const name of Object.keys(noFigures) as Array<keyof HistoryFigures>) {
    into[name] += more[name] ?? 0;
  }
}

const fetched = ({ columns, bytes }: RangeAnswer): Partial<HistoryFigures> => ({
  requests: 1,
  fetchedPoints: columns.reduce((sum, { times }) => sum + times.length, 0),
  fetchedBytes: bytes,
});

/** Points of the chunks in the range that are not asked for again. */
function reused(chunks: Map<number, Chunk>, asked: Interval, wanted: Interval[]): Partial<HistoryFigures> {
  const isKept = (point: number) =>
    point >= asked.from && point <= asked.to && !wanted.some(({ from, to }) => point >= from && point <= to);
  let [points, bytes] = [0, 0];
  for (const chunk of chunks.values()) {
    const first = chunk.index * CHUNK;
    const all = chunk.series.reduce((sum, { at }) => sum + at.length, 0);
    const kept = chunk.series.reduce((sum, { at }) => sum + at.filter((place) => isKept(first + place)).length, 0);
    points += kept;
    bytes += all > 0 ? Math.round((bytesOf(chunk) * kept) / all) : 0;
  }
  return { reusedPoints: points, reusedBytes: bytes };
}
