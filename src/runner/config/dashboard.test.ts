import demo from '../../../provisioning/dashboards/presage-demo.json';
import { queriesOfDashboard } from './dashboard';

test('the demo dashboard: one query for each of its panels, with the options and thresholds saved there', () => {
  const queries = queriesOfDashboard(demo, 15);
  const panels = demo.panels.filter(({ type }) => type === 'presage-forecast-panel');
  expect(queries).toHaveLength(panels.flatMap(({ targets }) => targets).length);
  const cpu = queries.find(({ name }) => name.includes('CPU of web-1'))!;
  expect(cpu.options).toMatchObject({ horizon: 6 * 3600, lowerBound: 0, upperBound: 100 });
  expect(queries.find(({ name }) => name.includes('Disk'))!.thresholds).toEqual([{ value: 0.9, direction: 'above' }]);
});

const panelWith = (expr: string, more: object = {}) => ({
  title: 'd',
  panels: [{ type: 'presage-forecast-panel', id: 1, targets: [{ expr }], ...more }],
});

test.each([
  ['up{job="$job"}', { value: 'api' }, 'up{job="api"}'],
  ['up{job=~"${job:regex}"}', { value: ['a.b', 'c'] }, 'up{job=~"(a\\\\.b|c)"}'],
  ['up{job=~"[[job]]"}', { value: ['$__all'] }, 'up{job=~"(x|y)"}'],
  ['rate(up[$__rate_interval])', { value: '' }, 'rate(up[1815s])'],
])('%s with %j', (expr, current, expected) => {
  const templating = {
    list: [{ name: 'job', current, options: [{ value: '$__all' }, { value: 'x' }, { value: 'y' }] }],
  };
  expect(queriesOfDashboard({ ...panelWith(expr), templating }, 15)[0].expr).toBe(expected);
});

test('panels in rows count, hidden queries and other panels do not', () => {
  const row = { type: 'row', panels: panelWith('in_row').panels };
  const hidden = { type: 'presage-forecast-panel', targets: [{ expr: 'hidden', hide: true }] };
  const stock = { type: 'timeseries', targets: [{ expr: 'stock' }] };
  expect(queriesOfDashboard({ panels: [row, hidden, stock] }, 15).map(({ expr }) => expr)).toEqual(['in_row']);
});

test.each([
  [{}, /no dashboard/],
  [{ panels: [] }, /no Presage panel/],
  [panelWith('up', { options: { horizon: 'long' } }), /invalid horizon; not a duration/],
])('%j is refused in words', (dashboard, words) => {
  expect(() => queriesOfDashboard(dashboard, 15)).toThrow(words);
});

test('panels of one title are told apart by their ids', () => {
  const panels = [7, 8].map((id) => ({ ...panelWith('up').panels[0], id, title: 'Load' }));
  const names = queriesOfDashboard({ title: 'd', panels }, 15).map(({ name }) => name);
  expect(names).toEqual(['d/Load 7/A', 'd/Load 8/A']);
});

test('a variable of the dashboard that was saved without a value is refused by its name', () => {
  const templating = { list: [{ name: 'job' }] };
  expect(() => queriesOfDashboard({ ...panelWith('up{job="$job"}'), templating }, 15)).toThrow(
    /the variable job has no saved value/
  );
});

const steps = [
  { color: 'red', value: null },
  { color: 'green', value: 20 },
  { color: 'red', value: 80 },
];

test.each([
  ['sides by their colours', { mode: 'absolute', steps }, {}, ['below 20', 'above 80']],
  ['shares of the range', { mode: 'percentage', steps }, { min: 0, max: 50 }, ['below 10', 'above 40']],
  ['shares of a range that nobody named', { mode: 'percentage', steps }, {}, []],
  ['those that are switched off', { mode: 'absolute', steps }, { custom: { thresholdsStyle: { mode: 'off' } } }, []],
])('thresholds are those that the panel watches: %s', (_, thresholds, more, expected) => {
  const fieldConfig = { defaults: { thresholds, ...more } };
  const [query] = queriesOfDashboard(panelWith('up', { fieldConfig }), 15);
  expect(query.thresholds.map(({ direction, value }) => `${direction} ${value}`)).toEqual(expected);
});
