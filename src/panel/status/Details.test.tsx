import { render, screen } from '@testing-library/react';
import React from 'react';
import type { Anomaly } from '../../core/anomalies/anomalies';
import type { Report } from '../../core/fitted/result';
import { Details } from './Details';
import { HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import { nothing } from '../session/forecastState';
import { testIds } from '../testIds';

const run = { start: T0 + 15 * HOUR, end: T0 + 16 * HOUR, peakTime: T0 + 16 * HOUR, peakScore: 2.5 };
const anomaly: Anomaly = { ...run, direction: 'below', severity: 'critical' };
const formats = () => ({ timeZone: 'utc', now: T0, value: (value: number) => `${value.toFixed(1)} °C` });

function show(anomalies: Anomaly[], bounds?: Report['bounds']) {
  const one = { key: 'a', name: 'cpu', phase: { kind: 'ready' as const }, isOutOfDate: false };
  const result = { ...resultOf(), anomalies };
  result.report.bounds = bounds;
  render(<Details forecast={{ ...nothing, series: [{ ...one, drawn: trained(result) }] }} formats={formats} />);
  return screen.getByTestId(testIds.detailsContent);
}

it('says why a value was marked, in the unit of the series', () => {
  const reason = { channel: 'level' as const, direction: 'below' as const, value: 3, expected: 10.25 };
  expect(show([{ ...anomaly, reason }])).toHaveTextContent(
    'critical, below expected, score 2.5. Far below its usual level: 3.0 °C, usually 10.3 °C.'
  );
});

it.each([
  [{ lower: 0, upper: 100 }, '0.0 °C to 100.0 °C'],
  [{ lower: 0, upper: Infinity, isWhole: true }, 'not below 0.0 °C, whole numbers'],
  [{ lower: -Infinity, upper: 5 }, 'not above 5.0 °C'],
])('says what the forecast is held within: %j', (bounds, words) => {
  expect(show([], bounds)).toHaveTextContent(`Bounds${words}`);
});

it.each([undefined, { lower: -Infinity, upper: Infinity }])(
  'says nothing of bounds where there are none: %j',
  (bounds) => {
    expect(show([], bounds)).not.toHaveTextContent('Bounds');
  }
);

it('says nothing more where no reason is known', () => {
  show([anomaly]);
  expect(screen.getByText(/critical, below expected, score 2.5$/)).toBeInTheDocument();
});
