import { render, screen } from '@testing-library/react';
import React from 'react';
import type { Anomaly } from '../../core/anomalies/anomalies';
import { inChinese } from '../../testing/chinese';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { testIds } from '../testIds';
import { buildChartModel } from './model';
import { drawnOf } from '../../testing/testModel';
import { Tooltip } from './Tooltip';

const origin = T0 + 23 * HOUR;
const run = { start: origin - 3 * HOUR, end: origin - 2 * HOUR, peakTime: origin - 2 * HOUR, peakScore: 2 };
const anomaly: Anomaly = { ...run, direction: 'above', severity: 'critical' };
const reason = { channel: 'season' as const, direction: 'above' as const, value: 20, expected: 10.5 };
const words = 'Unusually high for this time of day: 20.0 °C where 10.5 °C was expected';

/** The tooltip at a time, with one anomaly. */
function show(anomalies: Anomaly[], time: number) {
  const drawn = drawnOf({ result: { ...resultOf({ origin }), anomalies } });
  drawn.live.field.display = (value) => ({ text: Number(value).toFixed(1), suffix: ' °C', numeric: Number(value) });
  const model = buildChartModel([drawn], { from: T0, to: origin + 6 * HOUR }, origin);
  const row = Array.from(model.data[0]).indexOf(time);
  render(<Tooltip model={model} row={row} timeZone="utc" />);
  return screen.getByTestId(testIds.tooltip);
}

it('says why a value was marked, in the unit of the series', () => {
  expect(show([{ ...anomaly, reason }], anomaly.end)).toHaveTextContent(words);
});

it.each([
  ['warning', 1.4],
  ['critical', 3.4],
] as const)(
  'says how grave a run is beside its peak, not beside the score of this sample: %s',
  (severity, peakScore) => {
    const tooltip = show([{ ...anomaly, severity, peakScore }], anomaly.end);
    expect(tooltip).toHaveTextContent(`Anomaly score0.50Anomaly▲ ${severity}, above expected, peak ${peakScore}0`);
  }
);

/** The tooltip of series at 1, 2, ... with the cursor at a value, 10 px a unit. */
function showMany(count: number, cursor?: number, maxHeight?: number) {
  const drawn = Array.from({ length: count }, (_, i) => {
    const one = drawnOf({ result: undefined }, { pod: `pod-${i + 1}` });
    return { ...one, live: { ...one.live, values: one.live.values.map(() => i + 1) } };
  });
  const model = buildChartModel(drawn, { from: T0, to: origin }, NaN);
  const distance = cursor === undefined ? undefined : (value: number) => 10 * Math.abs(value - cursor);
  render(<Tooltip model={model} row={20} timeZone="utc" {...{ distance, maxHeight }} />);
  const tooltip = screen.getByTestId(testIds.tooltip);
  return { tooltip, names: screen.getAllByRole('term').map(({ textContent }) => textContent?.match(/\d+/)?.[0]) };
}

it.each([
  ['in the middle', 5.2, ['5', '6', '4', '7', '3', '8', '2', '1']],
  ['above all', 20, ['8', '7', '6', '5', '4', '3', '2', '1']],
  ['between two as near: in their order', 1.5, ['1', '2', '3', '4', '5', '6', '7', '8']],
  ['nowhere', undefined, ['1', '2', '3', '4', '5', '6', '7', '8']],
])('shows the series nearest to the cursor first: %s', (_, cursor, order) => {
  expect(showMany(8, cursor).names).toEqual(order);
});

it.each([1, 8, 40])('fits on one side of the cursor and scrolls: %d series', (count) => {
  expect(showMany(count, 3).tooltip).toHaveStyle({
    maxHeight: 'calc(50vh - 24px)',
    overflowY: 'auto',
  });
});

it('is no higher than its option says, nor than the screen allows', () => {
  expect(showMany(8, 3, 120).tooltip.style.maxHeight).toBe('min(120px, calc(50vh - 24px))');
});

it('says nothing more where no reason is known', () => {
  expect(show([anomaly], anomaly.end)).toHaveTextContent(/critical, above expected, peak 2.00$/);
});

it('says it of no other time', () => {
  expect(show([{ ...anomaly, reason }], anomaly.end + HOUR)).not.toHaveTextContent('Unusually');
});

it('says of a forecast that is left out of a stack why it is, and shows it', () => {
  const stacked = [drawnOf({ stack: 'A', result: undefined }), drawnOf({ stack: 'A' }, { pod: 'b' })];
  const model = buildChartModel(stacked, { from: T0, to: origin + 6 * HOUR }, origin);
  const row = Array.from(model.data[0]).indexOf(origin + 2 * HOUR);
  render(<Tooltip model={model} row={row} timeZone="utc" />);
  const tooltip = screen.getByTestId(testIds.tooltip);
  expect(tooltip).toHaveTextContent('Forecast11');
  expect(tooltip).toHaveTextContent('Not drawn: a series that it is stacked on has no forecast.');
});

describe('in Chinese', () => {
  inChinese();

  it('says the band, the score and how grave a run is', () => {
    const tooltip = show([anomaly], anomaly.end);
    expect(tooltip).toHaveTextContent('95% 预测带');
    expect(tooltip).toHaveTextContent('异常分数0.50异常▲ 严重，高于预期，峰值 2.00');
  });
});
