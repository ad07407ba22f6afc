import { render, screen } from '@testing-library/react';
import React from 'react';
import type { Anomaly } from '../../core/anomalies/anomalies';
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
  render(<Tooltip model={model} row={row} timeZone="utc" isPinned={false} />);
  return screen.getByTestId(testIds.tooltip);
}

it('says why a value was marked, in the unit of the series', () => {
  expect(show([{ ...anomaly, reason }], anomaly.end)).toHaveTextContent(words);
});

it('says nothing more where no reason is known', () => {
  expect(show([anomaly], anomaly.end)).toHaveTextContent(/critical, above expected$/);
});

it('says it of no other time', () => {
  expect(show([{ ...anomaly, reason }], anomaly.end + HOUR)).not.toHaveTextContent('Unusually');
});
