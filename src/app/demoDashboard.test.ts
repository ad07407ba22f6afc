import demo from '../../provisioning/dashboards/presage-demo.json';
import { demoDashboard, queryDashboard } from './demoDashboard';

const source = { uid: 'abc', type: 'prometheus', name: 'Mimir', url: 'http://internal' };

/** Every data source that a dashboard names, wherever it does. */
function named(dashboard: unknown): string[] {
  const found = new Set<string>();
  JSON.stringify(dashboard, (key, value) => {
    if (key === 'datasource') {
      found.add(JSON.stringify(value));
    }
    return value as unknown;
  });
  return [...found];
}

test('the demo names the chosen data source in panels, queries and variables, and no other', () => {
  const made = demoDashboard(source);
  expect(named(made)).toEqual(['{"type":"prometheus","uid":"abc"}']);
  expect(made.panels).toHaveLength(demo.panels.length);
  expect(made.title).toBe('Presage demo on Mimir');
});

test('a new dashboard takes the place of none', () => {
  expect(demoDashboard(source)).not.toHaveProperty('uid');
  expect(demoDashboard(source)).not.toHaveProperty('id');
  expect(queryDashboard(source, 'up')).not.toHaveProperty('uid');
});

test('the demo itself stays as it is', () => {
  const before = JSON.stringify(demo);
  demoDashboard(source);
  queryDashboard(source, 'up');
  expect(JSON.stringify(demo)).toBe(before);
});

test('a query has one panel of ours with nothing of the demo’s: no bound, no threshold, no variable', () => {
  const made = queryDashboard(source, 'sum(rate(x[5m]))');
  expect(named(made)).toEqual(['{"type":"prometheus","uid":"abc"}']);
  expect(made).not.toHaveProperty('templating');
  expect(made.panels).toEqual([
    expect.objectContaining({
      type: 'presage-forecast-panel',
      title: 'sum(rate(x[5m]))',
      options: {},
      fieldConfig: { defaults: {}, overrides: [] },
      targets: [expect.objectContaining({ refId: 'A', expr: 'sum(rate(x[5m]))', range: true })],
    }),
  ]);
});
