import { render, screen } from '@testing-library/react';
import React from 'react';
import { inChinese } from '../../testing/chinese';
import { HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import type { DetailsTab } from '../status';
import { nothing } from '../session/forecastState';
import { testIds } from '../testIds';
import { DetailsPane } from './DetailsPane';

inChinese();

const formats = () => ({ timeZone: 'utc', now: T0 + 23 * HOUR, value: (value: number) => `${value.toFixed(1)} °C` });
const span = { start: T0 + 15 * HOUR, end: T0 + 16 * HOUR, peakTime: T0 + 16 * HOUR };

/** The text of a part of the details, of one series with an incident. */
function textOf(tab: DetailsTab): string | null {
  const anomalies = [{ ...span, peakScore: 2.5, direction: 'below' as const, severity: 'critical' as const }];
  const drawn = trained({ ...resultOf(), anomalies });
  const series = [{ key: 'a', name: 'cpu', phase: { kind: 'ready' as const }, isOutOfDate: false, drawn }];
  const ignore = () => undefined;
  render(
    <DetailsPane
      {...{ tab, formats, onTab: ignore, onClose: ignore, onJump: ignore }}
      placement={{ place: 'beside', width: 400 }}
      forecast={{ ...nothing, series }}
    />
  );
  return screen.getByTestId(testIds.detailsContent).textContent;
}

it('tells an incident', () => {
  expect(textOf('incidents')).toContain('15:00 至 16:00 严重');
  expect(screen.getByText(/向下偏离达正常幅度的 2.5 倍。/)).toBeInTheDocument();
  expect(screen.getByRole('radio', { name: '异常事件' })).toBeChecked();
});

it('tells the facts of a model', () => {
  const text = textOf('model');
  expect(text).toContain('状态就绪');
  expect(text).toContain('历史数据240 个数据点，每 1h 一个，周期 1d');
});
