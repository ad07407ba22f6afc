import { type RequestFailure } from '../datasource/api';
import { type RangeParams } from '../datasource/wire';
import { createChunkStore } from '../datasource/history/chunkStore';
import { HistoryReader } from '../datasource/history/historyReader';
import { Lane } from '../datasource/history/lane';
import { type Column, type RangeAnswer } from '../datasource/types';

/** A history over a server that a test invents. */

/** Value of a series at a time (ms), and when it can be seen there; undefined where there is a gap. */
export interface TestSeries {
  metric: Record<string, string>;
  valueAt(time: number): number | undefined;
  /** ms that the sample of a time takes to arrive */
  delayAt(time: number): number;
}

/** A server's answer for a range at a moment, without any limit of points. */
export function answerAt(series: TestSeries[], { start, end, step }: RangeParams, now: number): Column[] {
  const stepMs = Math.round(step * 1000);
  return series.flatMap(({ metric, valueAt, delayAt }) => {
    const [times, values]: [number[], number[]] = [[], []];
    for (let time = Math.round(start * 1000); time <= Math.round(end * 1000); time += stepMs) {
      const value = valueAt(time);
      if (value !== undefined && time + delayAt(time) <= now) {
        times.push(time);
        values.push(value);
      }
    }
    return times.length > 0 ? [{ metric, times, values }] : [];
  });
}

export const byMetric = (columns: Column[]) =>
  [...columns].sort((a, b) => (JSON.stringify(a.metric) < JSON.stringify(b.metric) ? -1 : 1));

export interface Said extends Partial<Pick<RangeAnswer, 'warnings' | 'infos'>> {
  fail?: RequestFailure;
}

/** @param late ms; @param say what the server does besides answering, by the number of the request */
export function createHistory(
  series: TestSeries[],
  late = 600_000,
  say: (request: number) => Said = () => ({}),
  store = createChunkStore()
) {
  const clock = { now: 0 };
  const asked: RangeParams[] = [];
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const lane = new Lane();
  const reader = new HistoryReader({ store, lane, now: () => clock.now, wait, late });
  const ask = async (piece: RangeParams): Promise<RangeAnswer> => {
    asked.push(piece);
    const { fail, ...said } = say(asked.length);
    if (fail) {
      throw fail;
    }
    const columns = answerAt(series, piece, clock.now);
    return { columns, warnings: [], infos: [], bytes: 100, ...said };
  };
  const entry = { source: 'p', key: 'p up', limit: 2 ** 30 };
  const read = (range: RangeParams, signal?: AbortSignal) => reader.read(entry, range, ask, signal);
  return { read, asked, waits, clock, reader, store, lane, entry, ask };
}
