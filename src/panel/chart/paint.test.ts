import { createTheme } from '@grafana/data';
import type { Anomaly } from '../../core/anomalies/anomalies';
import type { Breach } from '../../core/breaches/breach';
import { frameOf, HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { recordCanvas } from '../../testing/canvasKit';
import {
  anomalyLines,
  anomalyMarkers,
  anomalyRuns,
  bandLabels,
  breachMarks,
  nowLine,
  type Projection,
} from './geometry';
import { buildChartModel } from './model';
import { overlayStyle, paintBackground, paintForeground } from './paint';

const origin = T0 + 23 * HOUR;
/** 100 px for 10 h from T0 + 20 h, 10 px a unit from 20 down to 0. */
const at: Projection = {
  x: (time) => 50 + ((time - (T0 + 20 * HOUR)) / HOUR) * 10,
  y: (value) => 200 - value * 10,
  area: { left: 50, top: 0, width: 100, height: 200 },
};
const anomaly = (change: Partial<Anomaly> = {}): Anomaly => ({
  start: T0 + 21 * HOUR,
  end: T0 + 22 * HOUR,
  direction: 'above',
  peakScore: 1.1,
  peakTime: T0 + 22 * HOUR,
  severity: 'warning',
  ...change,
});
const breach = (change: Partial<Breach> = {}): Breach => ({
  threshold: 12,
  direction: 'above',
  time: origin + 2 * HOUR,
  earliest: origin + HOUR,
  latest: origin + 4 * HOUR,
  level: 0.8,
  ...change,
});

function modelWith({ anomalies = [] as Anomaly[], breaches = [] as Breach[], isHidden = false }) {
  const [live] = readSeries([frameOf(Array.from({ length: 24 }, () => 9))]);
  const series = {
    live,
    history: { start: T0, step: 3600, values: new Float64Array(24).fill(9) },
    result: { ...resultOf({ origin }), anomalies, breaches },
    scaleKey: 'percent',
    color: 'green',
    forecastColor: 'blue',
    lineWidth: 1,
    fillOpacity: 0,
    isHidden,
    thresholds: [12],
  };
  return buildChartModel([series], { from: T0 + 20 * HOUR, to: T0 + 30 * HOUR }, origin);
}

describe('geometry', () => {
  it('puts the now-line at the origin, and nowhere when that is out of view', () => {
    expect(nowLine(modelWith({}), at)).toBe(80);
    expect(nowLine({ ...modelWith({}), now: NaN }, at)).toBeUndefined();
    expect(nowLine({ ...modelWith({}), now: T0 }, at)).toBeUndefined();
  });

  it('shades a run half a step to either side, and clips it to the plot', () => {
    expect(anomalyRuns(modelWith({ anomalies: [anomaly()] }), at)).toEqual([
      { left: 55, width: 20, severity: 'warning', lane: 0, color: 'green' },
    ]);
    const long = anomaly({ start: T0, end: T0 + 21 * HOUR });
    expect(anomalyRuns(modelWith({ anomalies: [long] }), at)[0]).toMatchObject({ left: 50, width: 15 });
    const gone = anomaly({ start: T0, end: T0 + HOUR });
    expect(anomalyRuns(modelWith({ anomalies: [gone] }), at)).toEqual([]);
  });

  it('marks the peak on the actual value', () => {
    expect(anomalyMarkers(modelWith({ anomalies: [anomaly()] }), at)).toEqual([
      { x: 70, y: 110, direction: 'above', severity: 'warning' },
    ]);
  });

  it('follows the live line through a run', () => {
    expect(anomalyLines(modelWith({ anomalies: [anomaly()] }), at)).toEqual([
      [
        { x: 60, y: 110 },
        { x: 70, y: 110 },
      ],
    ]);
    expect(anomalyLines(modelWith({ anomalies: [anomaly({ start: T0, end: T0 + HOUR })] }), at)).toEqual([]);
  });

  it('names the bands inside their upper edges at the end of the forecast, if both fit', () => {
    expect(bandLabels(modelWith({}), at, 10)).toEqual([
      { x: 140, y: 35, text: '80 %' },
      { x: 140, y: 15, text: '95 %' },
    ]);
    expect(bandLabels(modelWith({}), at, 30)).toEqual([]);
  });

  it('names no band where a forecast that falls comes down through the names', () => {
    const model = modelWith({});
    const { point } = model.series[0].result!.forecast;
    expect(bandLabels(model, at, 10)).toHaveLength(2);
    point.set([14, 14, 14], 2);
    expect(bandLabels(model, at, 10)).toHaveLength(2);
    point[4] = 17;
    expect(bandLabels(model, at, 10)).toEqual([]);
  });

  it('spans the interval of a breach on the threshold line', () => {
    expect(breachMarks(modelWith({ breaches: [breach()] }), at)).toEqual([
      { x: 100, y: 80, left: 90, right: 120, direction: 'above' },
    ]);
  });

  it('leaves an interval open that has no latest crossing, and has no diamond where only the band crosses', () => {
    const open = breachMarks(modelWith({ breaches: [breach({ time: NaN, latest: NaN })] }), at);
    expect(open).toEqual([{ x: NaN, y: 80, left: 90, right: 150, direction: 'above' }]);
  });

  it('draws no breach that lies behind, nor one on a threshold out of view', () => {
    expect(breachMarks(modelWith({ breaches: [breach({ already: true })] }), at)).toEqual([]);
    expect(breachMarks(modelWith({ breaches: [breach({ threshold: 500 })] }), at)).toEqual([]);
  });

  it('is silent for a hidden series', () => {
    const model = modelWith({ anomalies: [anomaly()], breaches: [breach()], isHidden: true });
    expect([anomalyRuns(model, at), anomalyMarkers(model, at), breachMarks(model, at)]).toEqual([[], [], []]);
  });
});

describe('painting', () => {
  const style = overlayStyle(createTheme());
  const now = { time: origin, text: 'now', side: 'right' as const };

  it('shades from now to the right edge, and the runs', () => {
    const { ctx, named } = recordCanvas();
    paintBackground(ctx, modelWith({ anomalies: [anomaly()] }), at, style, 1);
    expect(named('fillRect').map(({ args, fillStyle }) => [args, fillStyle])).toEqual([
      [[80, 0, 70, 200], style.future],
      [[55, 0, 20, 200], style.run],
    ]);
  });

  it('draws the runs of several series as strips below each other, in the colours of their owners', () => {
    const { ctx, named } = recordCanvas();
    const model = modelWith({ anomalies: [anomaly()] });
    const [first] = model.series;
    const two = buildChartModel([first, { ...first, color: 'purple' }], model, origin);
    paintBackground(ctx, two, at, style, 1);
    expect(named('fillRect').map(({ args, fillStyle }) => [args, fillStyle])).toEqual([
      [[80, 0, 70, 200], style.future],
      [[55, 0, 20, 4], 'green'],
      [[55, 5, 20, 4], 'purple'],
    ]);
  });

  it('hatches the windows that nothing is learned from, within the plotting area', () => {
    const { ctx, named } = recordCanvas();
    const model = modelWith({});
    const excluded = [
      { from: T0, to: T0 + 22 * HOUR },
      { from: T0, to: T0 + HOUR },
    ];
    paintBackground(ctx, buildChartModel(model.series, model, origin, [], excluded), at, style, 1);
    expect(named('rect').map(({ args }) => args)).toEqual([[50, 0, 20, 200]]);
    expect(named('lineTo').length).toBeGreaterThan(2);
    expect(named('save')).toHaveLength(named('restore').length);
  });

  it('draws the now-line with its label on the side of the future', () => {
    const { ctx, named } = recordCanvas();
    paintForeground(ctx, modelWith({}), at, style, 1, [now]);
    expect(named('lineTo')[0].args).toEqual([80, 200]);
    const label = named('fillText').find(({ args }) => args[0] === 'now');
    expect(label?.args[1]).toBeGreaterThan(80);
  });

  it('writes the label above the lines, and below one that is at the top', () => {
    const labelOn = (perUnit: number) => {
      const { ctx, named } = recordCanvas();
      const y = (value: number) => 200 - value * perUnit;
      paintForeground(ctx, modelWith({}), { ...at, y }, style, 1, [now]);
      const box = named('fillRect')[0].args as number[];
      return { top: box[1], bottom: box[1] + box[3], line: y(9) };
    };
    expect(labelOn(10).top).toBe(0);
    const { top, line } = labelOn(21.5);
    expect(line).toBeLessThan(16);
    expect(top).toBeGreaterThan(line);
  });

  it('moves the label to the other side where the future is too narrow for it', () => {
    const { ctx, named } = recordCanvas();
    paintForeground(ctx, modelWith({}), at, style, 1, [{ ...now, time: T0 + 29.5 * HOUR }]);
    expect(named('fillText').find(({ args }) => args[0] === 'now')?.args[1]).toBeLessThan(145);
  });

  it.each([
    ['above', 'warning', -1, style.halo],
    ['below', 'critical', 1, style.anomaly],
  ] as const)('marks %s (%s) by a ring and a caret that points there', (direction, severity, sign, fill) => {
    const { ctx, named } = recordCanvas();
    paintForeground(ctx, modelWith({ anomalies: [anomaly({ direction, severity })] }), at, style, 1, [now]);
    expect(named('arc')[0].args.slice(0, 2)).toEqual([70, 110]);
    expect(named('fill')[0].fillStyle).toBe(fill);
    const [left, , tip] = [...named('moveTo').slice(-1), ...named('lineTo').slice(-2)];
    expect(Math.sign((tip.args[1] as number) - (left.args[1] as number))).toBe(sign);
  });

  it('keeps to the plotting area and leaves the context as it was', () => {
    const { ctx, named } = recordCanvas();
    paintForeground(ctx, modelWith({ breaches: [breach()] }), at, style, 2, [now]);
    expect(named('rect')[0].args).toEqual([50, 0, 100, 200]);
    expect(named('clip')).toHaveLength(1);
    expect(named('save')).toHaveLength(named('restore').length);
  });
});
