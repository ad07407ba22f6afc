import { createTheme, fieldReducers, getDisplayProcessor, type DataFrame } from '@grafana/data';
import { LegendDisplayMode } from '@grafana/schema';
import { PlotLegend } from '@grafana/ui';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { measureLetters } from '../testing/canvasKit';
import { frameOf, HOUR, resultOf, T0 } from '../testing/panelFixtures';
import { axisOf, layOutChart, useChartConfig } from './chart';
import { drawSeries } from './drawSeries';
import { readSeries } from './frames';

const theme = createTheme();
beforeAll(() => measureLetters(6));

/** A series named after its pod, in percent with one decimal. */
function frame(pod: string, values: Array<number | null>): DataFrame {
  const made = frameOf(values, { labels: { pod }, config: { unit: 'percent', decimals: 1, displayNameFromDS: pod } });
  made.fields[1].display = getDisplayProcessor({ field: made.fields[1], theme });
  return made;
}

/** The legend of two series, of which the first has a forecast with its bands, as the panel makes it. */
function Legend({ displayMode, calcs }: { displayMode: LegendDisplayMode; calcs: string[] }) {
  const frames = [frame('web', [10, 20, null, 60]), frame('db', [1, 2, 3, 4])];
  const live = readSeries(frames);
  const series = drawSeries(live, [{ key: live[0].key, result: resultOf({ origin: T0 + 3 * HOUR, past: 3 }) }], theme);
  const model = layOutChart(series, axisOf(series, { from: T0, to: T0 + 3 * HOUR }), []);
  const config = useChartConfig(model, theme, 'utc');
  return (
    <PlotLegend showLegend data={frames} config={config} placement="bottom" displayMode={displayMode} calcs={calcs} />
  );
}

const CALCS = ['lastNotNull', 'mean', 'max', 'sum'];

test('a table has a row for each live series, none for its bands, with what was seen: no forecast is counted', () => {
  render(<Legend displayMode={LegendDisplayMode.Table} calcs={CALCS} />);
  const [head, ...rows] = screen.getAllByRole('row');
  const names = CALCS.map((id) => fieldReducers.get(id).name);
  expect(head).toHaveTextContent(names.join(''));
  expect(rows.map(({ textContent }) => textContent)).toEqual(['web 60.0%30.0%60.0%90.0%', 'db 4.0%2.5%4.0%10.0%']);
});

test('a list has the calculations behind each name', () => {
  render(<Legend displayMode={LegendDisplayMode.List} calcs={['max', 'mean']} />);
  const items = screen
    .getAllByRole('listitem')
    .flatMap(({ textContent }) => textContent?.match(/^(web|db).*/)?.[0] ?? []);
  expect(items).toEqual(['webMax: 60.0%Mean: 30.0%', 'dbMax: 4.0%Mean: 2.5%']);
});
