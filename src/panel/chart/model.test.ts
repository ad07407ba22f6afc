import { createTheme } from '@grafana/data';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { buildConfig } from './config';
import { nearestFirst, readMoment } from './hover';
import { buildChartModel, modelOf } from './model';
import { extendRange, paddedRange, valueExtent } from './range';
import { drawnOf } from '../../testing/testModel';

const origin = T0 + 23 * HOUR;
const span = { from: T0, to: origin };

describe('buildChartModel', () => {
  const model = buildChartModel([drawnOf(), drawnOf({}, { pod: 'b' })], span, origin);

  it('paints bands first and live series last', () => {
    const kinds = model.columns.map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(['actual', 'actual']);
    expect(kinds.lastIndexOf('lower')).toBeLessThan(kinds.indexOf('expected'));
    expect(kinds.lastIndexOf('expected')).toBeLessThan(kinds.indexOf('forecast'));
  });

  it('pairs the edges of a band by index, each of one series, level and part', () => {
    expect(model.bands).toHaveLength(6);
    for (const band of model.bands) {
      const [upper, lower] = [model.columns[band.upper - 1], model.columns[band.lower - 1]];
      expect([upper.kind, lower.kind]).toEqual(['upper', 'lower']);
      expect([upper.series, upper.level, upper.part]).toEqual([lower.series, lower.level, lower.part]);
      const above = model.data[band.upper] as number[];
      const below = model.data[band.lower] as number[];
      model.data[0].forEach((_, row) => above[row] != null && expect(above[row]).toBeGreaterThanOrEqual(below[row]));
    }
  });

  it('shows the widest band behind the past and the whole fan beyond the origin', () => {
    const own = model.bands.filter(({ series }) => series === 0);
    expect(own.map(({ part, level }) => [part, level])).toEqual([
      ['expected', 0.95],
      ['forecast', 0.95],
      ['forecast', 0.8],
    ]);
  });

  it('opens the fan at the last observed value', () => {
    const row = model.data[0].indexOf(origin);
    model.columns.forEach((column, index) => {
      if (column.kind === 'forecast' || column.part === 'forecast') {
        expect(model.data[index + 1][row]).toBe(9);
      }
    });
  });

  it('starts the forecast a step later where the origin itself is unknown', () => {
    const drawn = drawnOf({ history: undefined });
    drawn.live.values[drawn.live.times.indexOf(origin)] = NaN;
    const { columns, data } = buildChartModel([drawn], span, origin);
    const column = columns.findIndex(({ kind }) => kind === 'forecast') + 1;
    expect(data[column][data[0].indexOf(origin)]).toBeUndefined();
    expect(data[column][data[0].indexOf(origin + HOUR)]).toBe(10);
  });

  it('breaks a line at NaN and says nothing about times of other columns', () => {
    const drawn = drawnOf();
    drawn.live.values[3] = NaN;
    const { data, columns } = buildChartModel([drawn], span, origin);
    const actual = data[columns.findIndex(({ kind }) => kind === 'actual') + 1];
    expect(actual[3]).toBeNull();
    expect(actual[data[0].indexOf(origin + HOUR)]).toBeUndefined();
  });

  it('is found by the data that are drawn', () => {
    expect(modelOf({ data: model.data })).toBe(model);
    expect(modelOf({ data: [[1, 2]] })).toBeUndefined();
  });
});

describe('a stack', () => {
  const stacked = (fillOpacity: number) =>
    ['a', 'b'].map((pod) => drawnOf({ stack: 'A', fillOpacity, color: '#00ff00', forecastColor: '#0000ff' }, { pod }));
  const model = buildChartModel(stacked(20), { from: T0, to: origin + 6 * HOUR }, origin);
  const columnOf = (kind: string, series: number) =>
    model.columns.findIndex((column) => column.kind === kind && column.series === series) + 1;
  const at = (kind: string, series: number, time: number) =>
    model.data[columnOf(kind, series)][model.data[0].indexOf(time)];

  it('gives uPlot each series on those below: values, what was expected, bands and forecast', () => {
    const future = origin + HOUR;
    expect([at('actual', 0, origin), at('actual', 1, origin)]).toEqual([9, 18]);
    expect([at('expected', 0, origin), at('expected', 1, origin)]).toEqual([10, 19]);
    expect([at('forecast', 0, future), at('forecast', 1, future)]).toEqual([10, 20]);
    expect(at('forecast', 1, origin)).toBe(18);
    const widest = model.bands.find(({ series, part }) => series === 1 && part === 'forecast')!;
    const row = model.data[0].indexOf(future);
    expect([model.data[widest.lower][row], model.data[widest.upper][row]]).toEqual([16, 24]);
  });

  it('has an axis for its height', () => {
    expect(valueExtent(model, 'percent').max).toBe(15 + 15 + 4);
  });

  it('keeps the values of each series for tooltip and verdict, and tells them by where they are drawn', () => {
    const readings = readMoment(model, origin);
    expect(readings.map(({ actual, forecast, height }) => [actual, forecast?.point, height])).toEqual([
      [9, 10, 9],
      [9, 10, 18],
    ]);
    const nearest = nearestFirst(readings, (value) => Math.abs(value - 17));
    expect(nearest[0].series.live.field.labels).toEqual({ pod: 'b' });
  });

  it('fills the area of a series down to the one that it lies on', () => {
    const area = { series: [columnOf('actual', 1), columnOf('actual', 0)], dir: -1 };
    const bandsOf = (fill: number) =>
      buildConfig(buildChartModel(stacked(fill), span, origin), createTheme(), 'utc').getConfig().bands;
    expect(bandsOf(20)).toContainEqual(area);
    expect(bandsOf(0)).not.toContainEqual(area);
  });

  it('is another configuration once one of its series is hidden', () => {
    const [lower, upper] = stacked(20);
    const shown = [lower, upper, drawnOf({ stack: 'A' }, { pod: 'c' })];
    const hidden = [lower, { ...upper, isHidden: true }, shown[2]];
    const areas = [shown, hidden].map((series) => buildChartModel(series, span, origin).areas.length);
    expect(areas).toEqual([2, 1]);
  });
});

describe('extendRange', () => {
  const range = { from: 0, to: 100 };

  it('reaches the end of a forecast that starts inside the range', () => {
    expect(extendRange(range, 98, 130, 1)).toEqual({ from: 0, to: 130 });
  });

  it('gives the future at most half of the panel', () => {
    expect(extendRange(range, 98, 1000, 1)).toEqual({ from: 0, to: 200 });
  });

  it('leaves a range alone that ends before the forecast starts, or after its end', () => {
    expect(extendRange(range, 150, 180, 1)).toEqual(range);
    expect(extendRange(range, 50, 90, 1)).toEqual(range);
    expect(extendRange(range, -Infinity, -Infinity, -Infinity)).toEqual(range);
  });
});

describe('valueExtent', () => {
  it('holds live points, forecasts and bands', () => {
    const model = buildChartModel([drawnOf()], { from: T0, to: origin + 6 * HOUR }, origin);
    expect(valueExtent(model, 'percent')).toEqual({ min: 6, max: 19 });
  });

  it('is not blown up by a wild band', () => {
    const drawn = drawnOf();
    drawn.result!.forecast.intervals[1].upper.fill(1e9);
    const model = buildChartModel([drawn], { from: T0, to: origin + 6 * HOUR }, origin);
    expect(valueExtent(model, 'percent').max).toBeLessThan(30);
  });

  it('brings near and crossed thresholds into view, far ones not', () => {
    const breach = {
      threshold: 80,
      direction: 'above',
      time: origin + HOUR,
      earliest: NaN,
      latest: NaN,
      level: 0.8,
    } as const;
    const at = (thresholds: number[], breaches = [] as Array<typeof breach>) => {
      const result = { ...resultOf({ origin }), breaches };
      const model = buildChartModel([drawnOf({ thresholds, result })], { from: T0, to: origin + 6 * HOUR }, origin);
      return valueExtent(model, 'percent').max;
    };
    expect(at([80])).toBe(19);
    expect(at([80], [breach])).toBe(80);
    expect(at([17.5])).toBe(19);
    expect(at([5])).toBe(19);
  });

  it('leaves hidden series, other units and what is out of view out', () => {
    const model = buildChartModel([drawnOf({ isHidden: true })], span, origin);
    expect(valueExtent(model, 'percent')).toEqual({ min: 0, max: 100 });
    const early = buildChartModel([drawnOf()], { from: T0, to: T0 + 2 * HOUR }, origin);
    expect(valueExtent(early, 'percent')).toEqual({ min: 9, max: 9 });
  });
});

describe('paddedRange', () => {
  it('adds room, but none below 0 for what does not go there', () => {
    expect(paddedRange({ min: 1, max: 101 })).toEqual([0, 111]);
    const [min] = paddedRange({ min: -10, max: 10 });
    expect(min).toBeLessThan(-10);
  });

  it('honours min and max of the field and never has zero height', () => {
    expect(paddedRange({ min: 20, max: 30 }, { min: 0, max: 100 })).toEqual([0, 100]);
    const [min, max] = paddedRange({ min: 5, max: 5 });
    expect(max).toBeGreaterThan(min);
  });
});
