import manifest from '../../../src/panel/plugin.json';
import source from '../../../src/datasource/plugin.json';
import { optionTable } from '../../../src/core/options/options';
import { parseExpression } from '../prometheus/parser';
import { TEST_ANCHOR, createScenarios } from '../scenarios';
import { readDashboards, readDataSources } from './provisioning';

interface Panel {
  id: number;
  type: string;
  title: string;
  description: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource: { uid: string; type: string };
  targets: Array<{ expr: string }>;
  options: Record<string, unknown>;
}

const [demo] = readDashboards({}).filter(({ uid }) => uid === 'presage-demo');
const panels = demo.panels as Panel[];

describe('provisioned data source', () => {
  it('takes its url from the environment', () => {
    const [found] = readDataSources({ PRESAGE_PROMETHEUS_URL: 'http://prometheus:9090' });
    expect(found).toMatchObject({
      uid: 'presage-prometheus',
      type: source.id,
      access: 'proxy',
      url: 'http://prometheus:9090',
    });
  });
});

describe('demo dashboard', () => {
  it('shows every scenario, each with a title and a description', () => {
    const text = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
    for (const { metric } of createScenarios(TEST_ANCHOR)) {
      expect(text).toContain(metric);
    }
    expect(panels.every(({ title, description }) => title.length > 5 && description.length > 40)).toBe(true);
  });
});

describe.each(readDashboards({}).map(({ title, panels }) => [title, panels as Panel[]] as const))(
  'dashboard “%s”',
  (_, panels) => {
    it('asks only what the embedded server can answer too', () => {
      for (const { expr } of panels.flatMap(({ targets }) => targets)) {
        expect(() => parseExpression(expr.replace('$__rate_interval', '5m'))).not.toThrow();
      }
    });

    it('uses the two plugins, the provisioned data source and known options', () => {
      for (const { type, datasource, options } of panels) {
        expect(type).toBe(manifest.id);
        expect(datasource).toEqual({ type: source.id, uid: 'presage-prometheus' });
        expect(Object.keys(optionTable)).toEqual(expect.arrayContaining(Object.keys(options)));
      }
    });

    it('has panels that do not overlap, inside the grid of 24 columns', () => {
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`)
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    });
  }
);

it('every use case of the guide has a dashboard', () => {
  const found = readDashboards({}).map(({ uid }) => uid);
  expect(found).toEqual(expect.arrayContaining(['presage-cpu', 'presage-storage', 'presage-gpu', 'presage-incident']));
});
