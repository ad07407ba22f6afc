import { english } from '../language/phrase';
import type { Replay } from '../blend/replay';
import { accuraciesOf, coveragesOf, driftNotes, driftOf, leadTimesOf, modelDrift } from './evaluation';

const FROM = 48;
const DAY = 24;
const HORIZON = 3;
const FREE = { lower: -Infinity, upper: Infinity };

/** A replay that forecasts `h` at lead time h, with bands of 1 and 2; the last value's forecast is 4 higher. */
function replayOf(length: number): Replay {
  const origins = Int32Array.from({ length: length - FROM }, (_, i) => FROM - 1 + i);
  const points = Float64Array.from({ length: origins.length * HORIZON }, (_, at) => (at % HORIZON) + 1);
  const widths = [1, 2].map((width) => new Float64Array(points.length).fill(width));
  const naive = points.map((value) => value + 4);
  return {
    from: FROM,
    ...{ origins, horizon: HORIZON, points },
    members: new Map([['last-value', naive]]),
    offsets: { levels: [0.8, 0.95], below: widths, above: widths },
    latest: Int32Array.from(origins, (_, i) => i),
    earlierErrors: new Float64Array(0),
  };
}

const zeros = (length: number) => new Float64Array(length);

test('coverage counts each pair once, edges included, and the last third of the lead times apart', () => {
  // All values are 0: off by 1, 2 and 3 at the three lead times.
  const values = zeros(FROM + 30);
  const pairs = 30 + 29 + 28;
  const [narrow, wide] = coveragesOf(replayOf(values.length), values, FREE);
  expect(narrow).toEqual({ level: 0.8, measured: 30 / pairs, count: pairs, late: 0 });
  expect(wide).toEqual({ level: 0.95, measured: 59 / pairs, count: pairs, late: 0 });
});

test('gaps are not counted, and bounds cut the bands', () => {
  const values = zeros(FROM + 30).map((value, row) => (row === FROM + 29 ? NaN : value));
  expect(coveragesOf(replayOf(values.length), values, FREE)[0].count).toBe(30 + 29 + 28 - 3);
  expect(coveragesOf(replayOf(values.length), values, { lower: 0.5, upper: Infinity })[1].measured).toBe(0);
});

test('errors by lead time stand beside those of the naive forecast', () => {
  const values = zeros(FROM + 30);
  const blocks = [
    { from: 0, to: 1 },
    { from: 1, to: 3 },
  ];
  const [near, far] = leadTimesOf(replayOf(values.length), values, FREE, blocks);
  expect(near).toEqual({ from: 0, to: 1, mae: 1, naiveMae: 5, coverage: 1, others: [] });
  expect(far.mae).toBeCloseTo((29 * 2 + 28 * 3) / 57, 9);
  expect(far.naiveMae - far.mae).toBeCloseTo(4, 9);
  expect(far.coverage).toBeCloseTo(29 / 57, 9);
});

test('errors by lead time stand beside those of predict_linear and the statistical member, where they were replayed', () => {
  const values = zeros(FROM + 30);
  const replay = replayOf(values.length);
  const members = new Map([['linear' as const, replay.points.map((_, at) => 10 + (at % 3))]]);
  const [far] = leadTimesOf({ ...replay, members }, values, FREE, [{ from: 1, to: 2 }]);
  expect(far.others).toEqual([{ member: 'linear', mae: 11 }]);
});

test('the drawn forecaster is named first', () => {
  const values = zeros(FROM + 30);
  const first = (drawn: 'blend' | 'last-value') => accuraciesOf(replayOf(values.length), values, DAY, drawn)[0].source;
  expect([first('blend'), first('last-value')]).toEqual(['blend', 'last-value']);
});

test('drift is how many times as large the errors of the last day are', () => {
  const length = FROM + 4 * DAY;
  const values = zeros(length).map((value, row) => (row >= length - DAY ? 6 : value));
  expect(driftOf(replayOf(length), zeros(length), DAY)).toBe(1);
  expect(driftOf(replayOf(length), values, DAY)).toBeCloseTo(5, 9);
  expect(english(driftNotes(5)[0])).toContain('5.0 times');
  expect(driftNotes(2.9)).toEqual([]);
});

test('of too short a replay no drift is told', () => {
  const length = FROM + 2 * DAY;
  const values = zeros(length).map((value, row) => (row >= length - DAY ? 6 : value));
  expect(driftOf(replayOf(length), values, DAY)).toBe(1);
});

test('errors are said in the unit of the series and in naive errors of the season before the replay', () => {
  // Before the replay the values alternate from one day to the next by 4; after it they are 0.
  const values = zeros(FROM + 30).map((_, row) => (row < DAY ? 4 : 0));
  const accuracy = accuraciesOf(replayOf(values.length), values, DAY, 'blend');
  const pairs = 30 + 29 + 28;
  const mae = (30 * 1 + 29 * 2 + 28 * 3) / pairs;
  expect(accuracy.map(({ source }) => source)).toEqual(['blend', 'last-value']);
  expect(accuracy[0].mae).toBeCloseTo(mae, 12);
  expect(accuracy[0].mase).toBeCloseTo(mae / 4, 12);
  expect(accuracy[1].mae).toBeCloseTo(mae + 4, 12);
  // Without a season the unit is the step from one row to the next: one of 4 among 47.
  expect(accuraciesOf(replayOf(values.length), values, undefined, 'blend')[0].mase).toBeCloseTo((mae * 47) / 4, 9);
  expect(accuraciesOf(replayOf(values.length), zeros(values.length), DAY, 'blend')[0].mase).toBeNaN();
});

test('who could not be compared is left out', () => {
  const values = zeros(FROM + 30);
  const replay = replayOf(values.length);
  const silent = { ...replay, members: new Map([['day', replay.points.map(() => NaN)], ...replay.members]) } as Replay;
  expect(accuraciesOf(silent, values, DAY, 'last-value').map(({ source }) => source)).toEqual(['last-value', 'blend']);
});

test('the late lead times are the last third, rounded down', () => {
  // Only the last of three lead times is known to be inside: of four it would be the last too, of six the last two.
  const values = zeros(FROM + 30);
  const replay = replayOf(values.length);
  const points = replay.points.map((_, at) => (at % HORIZON === 2 ? 0.5 : 5));
  const [narrow] = coveragesOf({ ...replay, points }, values, FREE);
  expect([narrow.late, narrow.measured]).toEqual([1, 28 / 87]);
  const four = { ...replay, horizon: 4, ...{ origins: replay.origins.filter((_, w) => w % 4 === 0) } };
  const late = points.subarray(0, 32).map((_, at) => (at % 4 === 3 ? 0 : 5));
  const width = [new Float64Array(32).fill(1)];
  const offsets = { levels: [0.8], below: width, above: width };
  expect(coveragesOf({ ...four, points: late, offsets }, values, FREE)[0].late).toBe(1);
});

test('the naive forecast of the lead times is the one of a day before, where there is one', () => {
  const values = zeros(FROM + 30);
  const replay = replayOf(values.length);
  const block = [{ from: 0, to: 1 }];
  const both = { ...replay, members: new Map([['day', replay.points.map(() => 9)], ...replay.members]) } as Replay;
  expect(leadTimesOf(both, values, FREE, block)[0].naiveMae).toBe(9);
  expect(leadTimesOf({ ...replay, members: new Map() }, values, FREE, block)[0].naiveMae).toBeNaN();
});

test('the last day of the drift is its last rows, and two days must stand before it', () => {
  const length = FROM + 3 * DAY;
  const off = (from: number, to: number) => zeros(length).map((_, row) => (row >= from && row < to ? 6 : 0));
  expect(driftOf(replayOf(length), off(length - DAY, length), DAY)).toBeCloseTo(5, 9);
  const one = driftOf(replayOf(length), off(length - DAY, length - DAY + 1), DAY);
  expect(one).toBeCloseTo((5 + (DAY - 1)) / DAY, 9);
  const before = driftOf(replayOf(length), off(length - DAY - 1, length - DAY), DAY);
  expect(before).toBeCloseTo((2 * DAY) / (2 * DAY - 1 + 5), 9);
  expect(driftOf(replayOf(length - 1), off(length - 1 - DAY, length - 1).subarray(0, length - 1), DAY)).toBe(1);
  expect(driftNotes(3)).toHaveLength(1);
});

test('a model is out of date where the series has held another level for more than a day since its training', () => {
  const length = FROM + 4 * DAY;
  const values = zeros(length);
  const times = Float64Array.from({ length: length - FROM }, (_, i) => (FROM + i) * 3_600_000);
  const edge = (value: number) => new Float64Array(times.length).fill(value);
  const expected = { times, point: edge(0), intervals: [{ level: 0.95, lower: edge(-1), upper: edge(1) }] };
  const series = { start: 0, step: 3600, values };
  const since = length - DAY - 1;
  const judge = (regime: { since: number; size: number } | undefined, trainedRow: number) => {
    const forecaster = { spread: { day: DAY } } as Parameters<typeof modelDrift>[0]['forecaster'];
    const fitted = { series, known: series, replay: replayOf(length), forecaster, regime };
    return modelDrift(fitted, expected, trainedRow * 3_600_000);
  };
  expect(judge({ since, size: 5 }, since - 1)).toEqual({ kind: 'level', since: since * 3_600_000 });
  expect(judge({ since: since + 1, size: 5 }, since - 1)).toBeUndefined();
  expect(judge({ since, size: 5 }, since)).toBeUndefined();
  expect(judge(undefined, since - 1)).toBeUndefined();
});
