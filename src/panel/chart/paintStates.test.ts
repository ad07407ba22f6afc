import { createTheme } from '@grafana/data';
import type { Anomaly } from '../../core/anomalies';
import type { Breach } from '../../core/breaches';
import { recordCanvas } from '../../testing/canvasKit';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { drawnOf } from '../../testing/testModel';
import type { Projection } from './geometry';
import { buildChartModel, type DrawnSeries } from './model';
import { overlayStyle, paintBackground, paintForeground } from './paint';
import { timeMarks } from './timeMarks';

const origin = T0 + 23 * HOUR;
const [from, to] = [T0 + 12 * HOUR, T0 + 30 * HOUR];
/** 10 px an hour, 10 px a unit from 20 down to 0. */
const at: Projection = {
  x: (time) => ((time - from) / HOUR) * 10,
  y: (value) => 200 - value * 10,
  area: { left: 0, top: 0, width: 180, height: 200 },
};
const anomaly: Anomaly = {
  ...{ start: T0 + 15 * HOUR, end: T0 + 16 * HOUR, peakTime: T0 + 16 * HOUR },
  ...{ direction: 'above', peakScore: 1.4, severity: 'warning' },
};
const critical: Anomaly = {
  ...anomaly,
  direction: 'below',
  severity: 'critical',
  start: T0 + 22 * HOUR,
  end: origin,
  peakTime: origin,
};
const breach: Breach = {
  ...{ threshold: 12, direction: 'above', level: 0.8, probability: 0.7 },
  ...{ time: origin + 3 * HOUR, earliest: origin + 2 * HOUR, latest: origin + 4 * HOUR },
};

const withMarks = (anomalies: Anomaly[] = [], breaches: Breach[] = [], change: Partial<DrawnSeries> = {}) =>
  drawnOf({ result: { ...resultOf({ origin }), anomalies, breaches }, ...change });
const annotation = { time: T0 + 18 * HOUR, timeEnd: T0 + 20 * HOUR, title: 'deploy', color: '#800080' };
const window = { from: T0 + 13 * HOUR, to: T0 + 14 * HOUR };

const modelOf = (
  series: DrawnSeries[],
  now = origin,
  annotations: Array<typeof annotation> = [],
  excluded: Array<typeof window> = []
) => buildChartModel(series, { from, to }, now, annotations, excluded);

const STATES: Array<[state: string, ...parts: Parameters<typeof modelOf>]> = [
  ['no forecast yet', [drawnOf({ result: undefined })], NaN],
  ['normal', [withMarks()]],
  ['an incident that is over, and one that lasts', [withMarks([anomaly, critical])]],
  ['a crossing with its interval', [withMarks([], [breach])]],
  ['a crossing that is possible, with an open interval', [withMarks([], [{ ...breach, time: NaN, latest: NaN }])]],
  [
    'several series, one of them hidden',
    [
      withMarks([anomaly]),
      withMarks([critical], [], { color: 'purple' }),
      withMarks([anomaly], [breach], { isHidden: true }),
    ],
  ],
  ['an annotation and a window that is excluded', [withMarks()], origin, [annotation], [window]],
  ['a past origin, the truth over the forecast', [withMarks()], T0 + 14 * HOUR],
];

/** The calls of the canvas, one a line, with the colours where something is drawn. */
function callsOf(...parts: Parameters<typeof modelOf>): string[] {
  const theme = createTheme();
  const model = modelOf(...parts);
  const { ctx, calls } = recordCanvas();
  paintBackground(ctx, model, at, overlayStyle(theme), 1);
  paintForeground(ctx, model, at, overlayStyle(theme), 1, timeMarks(model, 'utc', origin + HOUR / 2));
  const write = (value: unknown) => (typeof value === 'number' ? Number(value.toFixed(1)) : value);
  return calls.map(({ name, args, fillStyle, strokeStyle }) => {
    const color = /^fill/.test(name) ? ` ${fillStyle}` : name === 'stroke' ? ` ${strokeStyle}` : '';
    return `${name}(${args.flat().map(write).join(', ')})${color}`;
  });
}

test.each(STATES)('is drawn by these calls: %s', (_, ...parts) => {
  expect(callsOf(...parts)).toMatchSnapshot();
});

test('states of the chart differ in what is drawn', () => {
  const drawings = STATES.map(([, ...parts]) => callsOf(...parts).join('\n'));
  expect(new Set(drawings).size).toBe(STATES.length);
});
