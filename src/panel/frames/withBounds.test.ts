import type { FieldConfig } from '@grafana/data';
import { forecastBaseline } from '../../core/fitted/baselineForecast';
import type { ForecastOptions } from '../../core/options/forecastOptions';
import { defaultOptions } from '../../core/options/optionValues';
import { watch } from '../../core/live/watch';
import { frameOf } from '../../testing/panelFixtures';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { readSeries } from './frames';
import { withBounds } from './withBounds';

const defaults = defaultOptions();
type Given = Partial<ForecastOptions>;

/** The bounds of a series whose history has these extremes. */
function boundsFor(config: FieldConfig, values: number[], options: Given = {}, thresholds: number[] = []) {
  const [live] = readSeries([frameOf(values, { config })]);
  const history = { values: Float64Array.from(values) };
  const { lowerBound, upperBound } = withBounds({ ...defaults, ...options }, live, history, thresholds);
  return [lowerBound, upperBound];
}

const none = undefined;
test.each<[string, FieldConfig, number[], Array<number | undefined>]>([
  ['per cent', { unit: 'percent' }, [2, 60, 98], [0, 100]],
  ['per cent with dust at both ends', { unit: 'percent' }, [-1e-9, 50, 100 + 1e-9], [0, 100]],
  ['a change in per cent, negative at times', { unit: 'percent' }, [-8, 3, 30], [none, none]],
  ['CPU of four cores in per cent', { unit: 'percent' }, [20, 390], [0, none]],
  ['a share', { unit: 'percentunit' }, [0.1, 0.97], [0, 1]],
  ['a share above 1', { unit: 'percentunit' }, [0.1, 1.2], [0, none]],
  ['a share below 0', { unit: 'percentunit' }, [-0.1, 0.7], [none, none]],
  ['humidity', { unit: 'humidity' }, [20, 80], [0, 100]],
  ['bytes', { unit: 'bytes' }, [4e9, 5e9], [0, none]],
  ['requests without a unit', {}, [0, 120], [0, none]],
  ['a delta without a unit, negative at times', {}, [0, -0.5, 120], [none, none]],
  ['a delta of bytes, negative at times', { unit: 'bytes' }, [-1e6, 1e9], [none, none]],
  ['a temperature above zero', { unit: 'celsius' }, [4, 25], [none, none]],
  ['a gain in decibels above zero', { unit: 'dB' }, [4, 25], [none, none]],
  ['money above zero', { unit: 'currencyEUR' }, [4, 25], [none, none]],
  ['a temperature with a least value', { unit: 'celsius', min: -20 }, [4, 25], [-20, none]],
  ['a field with min and max', { min: 10, max: 50 }, [12, 48], [10, 50]],
  ['a field with a min below zero', { unit: 'percent', min: -100 }, [2, 98], [-100, 100]],
  ['an axis that begins above the least value', { unit: 'percent', min: 40 }, [12, 48], [0, 100]],
  ['an axis that ends below the greatest value', { max: 30 }, [12, 48], [0, none]],
  ['a field whose min is null', { unit: 'percent', min: null }, [12, 48], [0, 100]],
  ['a count', { unit: 'short' }, [0, 1, 2], [0, none]],
])('%s: bounds that its history holds to', (_, config, values, expected) => {
  expect(boundsFor(config, values)).toEqual(expected);
});

describe('the panel’s own options', () => {
  const unit = { unit: 'percent' };
  test.each<[string, Given, Array<number | 'none' | undefined>]>([
    ['no lower bound', { lowerBound: 'none' }, ['none', 100]],
    ['no bounds', { lowerBound: 'none', upperBound: 'none' }, ['none', 'none']],
    ['another upper bound', { upperBound: 400 }, [0, 400]],
    ['a bound that the history breaks', { lowerBound: 30 }, [30, 100]],
    ['bounds that leave no room for one that is found', { lowerBound: 150 }, [150, undefined]],
  ])('come first: %s', (_, options, expected) => {
    expect(boundsFor(unit, [2, 60, 98], options)).toEqual(expected);
  });
});

test.each<[string, FieldConfig, number[], Array<number | undefined>]>([
  ['zero, of room that is predicted', { unit: 'bytes' }, [0], [none, none]],
  ['below zero', {}, [-5], [none, none]],
  ['above 100 %', { unit: 'percent' }, [80, 120], [0, none]],
  ['100 %', { unit: 'percent' }, [0, 100], [0, 100]],
  ['above zero', { unit: 'bytes' }, [5], [0, none]],
])('what a threshold watches for is not held for impossible: %s', (_, config, thresholds, expected) => {
  expect(boundsFor(config, [2, 60, 98], {}, thresholds)).toEqual(expected);
});

describe('a noisy share of 0 to 100 % without any setting', () => {
  const noise = createNoise(3);
  // Half of the time at an end, wildly between them otherwise.
  const history = makeSeries(20 * DAY, () => Math.min(100, Math.max(0, 50 + 60 * noise())));
  const drawn = (unit: string, given: Given = {}) => {
    const [live] = readSeries([frameOf([1], { config: { unit } })]);
    const options = withBounds({ ...defaults, ...given }, live, history, []);
    return { options, result: forecastBaseline(history, options, []) };
  };
  const edgesOf = ({ intervals, point }: ReturnType<typeof forecastBaseline>['forecast']) =>
    [...intervals.flatMap(({ lower, upper }) => [...lower, ...upper]), ...point].filter(Number.isFinite);

  test('point, bands and the band behind the line stay between 0 and 100', () => {
    const { forecast, expected, report } = drawn('percent').result;
    for (const edges of [edgesOf(forecast), edgesOf(expected)]) {
      expect([Math.min(...edges), Math.max(...edges)]).toEqual([0, 100]);
    }
    expect(report.coverage[1].measured).toBeGreaterThan(0.9);
  });

  test('so does the band of the samples between the points of the grid', () => {
    const { options, result } = drawn('percent');
    const { origin, step } = result.report;
    const times = Array.from({ length: 3000 }, (_, i) => origin - (2999 - i) * 100 * step);
    const samples = { times, values: times.map(() => Math.min(100, Math.max(0, 50 + 60 * noise()))) };
    const { lower, upper, expected } = watch(result, samples, options)!;
    const edges = [...lower, ...upper, ...expected].filter(Number.isFinite);
    expect([Math.min(...edges), Math.max(...edges)]).toEqual([0, 100]);
  });

  test('"none" takes the bounds away, and so does a unit that has none', () => {
    for (const { result } of [drawn('percent', { lowerBound: 'none', upperBound: 'none' }), drawn('celsius')]) {
      const edges = edgesOf(result.forecast);
      expect(Math.min(...edges)).toBeLessThan(-5);
      expect(Math.max(...edges)).toBeGreaterThan(105);
    }
  });
});
