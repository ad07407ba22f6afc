import fc from 'fast-check';
import { countPoints, maxPointsPerRequest } from '../wire';
import { answerAt, byMetric, createHistory, type TestSeries } from '../../testing/historyKit';

const HOUR = 3_600_000;
const LATE = 600_000;
/** Any series: gaps, NaN, counters that reset, samples that come late, series that begin and end. */
const anySeries: fc.Arbitrary<Omit<TestSeries, 'metric'>> = fc
  .record({
    gap: fc.integer({ min: 2, max: 40 }),
    reset: fc.integer({ min: 1, max: 500 }),
    delay: fc.integer({ min: 0, max: LATE }),
    birth: fc.integer({ min: 0, max: 200 }),
    life: fc.integer({ min: 1, max: 400 }),
  })
  .map(({ gap, reset, delay, birth, life }) => ({
    valueAt: (time) => {
      const minute = Math.floor(time / 60_000) % 10_000;
      const isThere = time >= birth * HOUR && time < (birth + life) * HOUR && minute % gap !== 0;
      return isThere ? (minute % 17 === 0 ? NaN : minute % reset) : undefined;
    },
    delayAt: (time) => (time * 7919) % (delay + 1),
  }));
const severalSeries = fc
  .array(anySeries, { minLength: 0, maxLength: 3 })
  .map((all) => all.map((one, i) => ({ ...one, metric: { job: `j${i}` } })));
const step = fc.constantFrom(15, 60, 300, 0.25 * 60, 1800);
/** Minutes until the next question, how far back it reaches, and where it ends before now. */
const question = fc.record({
  later: fc.integer({ min: 0, max: 3000 }),
  length: fc.integer({ min: 0, max: 20_000 }),
  back: fc.constantFrom(0, 0, 0, 1, 100, 5000),
});

/** The range that a panel asks for. */
function rangeOf(now: number, stepS: number, { length, back }: { length: number; back: number }) {
  const last = Math.max(0, Math.floor((now / 1000 - back * 60) / stepS));
  const first = Math.max(0, last - Math.min(2_500, Math.floor((length * 60) / stepS)));
  return { start: first * stepS, end: last * stepS, step: stepS };
}

test('joined chunks are the one answer without limits, whatever was asked before', async () => {
  await fc.assert(
    fc.asyncProperty(
      severalSeries,
      step,
      fc.array(question, { minLength: 1, maxLength: 5 }),
      async (series, s, all) => {
        const { read, asked, clock } = createHistory(series, LATE);
        clock.now = 400 * HOUR;
        let newest = -Infinity;
        for (const one of all) {
          clock.now += one.later * 60_000;
          const range = rangeOf(clock.now, s, one);
          const { columns } = await read(range);
          // Where a question does not reach beyond what is known, its last minutes are as they were a moment ago.
          const until = range.end > newest ? Infinity : clock.now - 2 * LATE;
          const visible = (time: number) => time <= until;
          const cut = (found: typeof columns) =>
            byMetric(found).flatMap(({ metric, times, values }) => {
              const kept = times.filter(visible);
              return kept.length > 0 ? [{ metric, times: kept, values: values.slice(0, kept.length) }] : [];
            });
          expect(cut(columns)).toEqual(cut(answerAt(series, range, clock.now)));
          newest = Math.max(newest, range.end);
        }
        expect(asked.every((piece) => countPoints(piece) <= maxPointsPerRequest)).toBe(true);
      }
    ),
    { numRuns: 40 }
  );
});

test('the same question again asks for nothing', async () => {
  await fc.assert(
    fc.asyncProperty(severalSeries, step, question, async (series, s, one) => {
      const { read, asked, clock } = createHistory(series, LATE);
      clock.now = 400 * HOUR;
      const range = rangeOf(clock.now, s, one);
      const first = await read(range);
      const count = asked.length;
      clock.now += 60_000;
      const second = await read(range);
      expect(asked).toHaveLength(count);
      expect(second.columns).toEqual(first.columns);
    }),
    { numRuns: 15 }
  );
});

/** As a user zooms and moves between panels of one query, within the time that samples may be late. */
const closeQuestion = fc.record({
  later: fc.integer({ min: 0, max: 12 }),
  length: fc.constantFrom(0, 5, 30, 240, 500),
  back: fc.constantFrom(0, 5, 10, 20, 60),
});

test('what had arrived before the last late samples is there, however the questions overlap', async () => {
  const series = [{ metric: {}, valueAt: (time: number) => time, delayAt: (time: number) => (time * 7919) % LATE }];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(15, 60),
      fc.array(closeQuestion, { minLength: 2, maxLength: 8 }),
      async (s, all) => {
        const { read, clock } = createHistory(series, LATE);
        clock.now = 401 * HOUR;
        for (const one of all) {
          clock.now += one.later * 60_000;
          const range = rangeOf(clock.now, s, one);
          const [found] = (await read(range)).columns;
          const [due] = answerAt(series, range, clock.now - LATE);
          const there = new Set(found?.times);
          expect((due?.times ?? []).filter((time) => !there.has(time))).toEqual([]);
        }
      }
    ),
    { numRuns: 300 }
  );
});
