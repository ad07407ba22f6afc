import { FieldType, toDataFrame } from '@grafana/data';
import { validateOptions } from '../core/options';
import { resultOf } from '../testing/panelFixtures';
import { readSeries } from './frames';
import { LiveScores } from './liveScores';
import { nothing, type PanelForecast } from './session';

const MINUTE = 60_000;
const { options } = validateOptions({});
const result = resultOf();
const { origin } = result.report;

/** Minutes up to ten after the origin of the result, at its expected level. */
const liveOf = (count = 400) => {
  const times = Array.from({ length: count }, (_, i) => origin + (i - count + 11) * MINUTE);
  const values = times.map((_, i) => 10 + (i % 3) / 10);
  const fields = [
    { name: 'Time', type: FieldType.time, values: times },
    { name: 'Value', type: FieldType.number, values },
  ];
  return readSeries([toDataFrame({ refId: 'A', fields })]);
};
const madeOf = (key: string, change: Partial<PanelForecast> = {}): PanelForecast => ({
  ...nothing,
  series: [
    {
      ...{ key, name: 'x', phase: { kind: 'ready' }, isOutOfDate: false },
      drawn: { kind: 'trained', result, sequenceLength: 24 },
    },
  ],
  ...change,
});

test('the forecast begins at the newest sample, and expects something of each', () => {
  const live = liveOf();
  const { charted } = new LiveScores().of(madeOf(live[0].key), live, options);
  const shown = charted[0].result!;
  expect(shown.seen?.until).toBe(origin + 10 * MINUTE);
  expect(shown.forecast.times.every((time) => time > origin + 10 * MINUTE)).toBe(true);
  expect(Array.from(shown.expected.times).slice(-400)).toEqual(live[0].times);
});

test('what did not change stays the same objects: the chart is not drawn again', () => {
  const live = liveOf();
  const scores = new LiveScores();
  const first = scores.of(madeOf(live[0].key), live, options);
  const again = scores.of(madeOf(live[0].key, { isFetching: true }), live, options);
  expect(again.charted).toBe(first.charted);
  expect(scores.of(madeOf(live[0].key), liveOf(), options).charted).not.toBe(first.charted);
});

test('older samples come in when they are there', () => {
  const live = liveOf(100);
  const scores = new LiveScores();
  const older = liveOf(1500)[0];
  const countOf = (recent?: PanelForecast['recent']) =>
    scores.of(madeOf(live[0].key, { recent }), live, options).charted[0].result!.seen!.coverage.count;
  expect(countOf()).toBe(0);
  expect(countOf({ upTo: () => older })).toBeGreaterThan(0);
});

test('a series without a forecast, or without samples, is left as it is', () => {
  const made = madeOf('another');
  expect(new LiveScores().of(made, liveOf(), options).series).toEqual(made.series);
});
