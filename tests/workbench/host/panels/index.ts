import { type PanelPlugin, type PanelPluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import { gauge } from './gauge';
import { stat } from './stat';
import { table } from './table';
import { timeSeries } from './timeSeries';

const panels: Record<string, { name: string; plugin: PanelPlugin }> = {
  timeseries: { name: 'Time series', plugin: timeSeries },
  stat: { name: 'Stat', plugin: stat },
  gauge: { name: 'Gauge', plugin: gauge },
  table: { name: 'Table', plugin: table },
};

/** The panels that stand for Grafana's own, by id and name. */
export const hostPanels = Object.entries(panels).map(([id, { name }]) => ({ id, name }));

/** A panel that stands for Grafana's own of this id; it has our logo here. Undefined where there is none. */
export function hostPanel(id: string): PanelPlugin | undefined {
  const found = panels[id];
  if (!found) {
    return undefined;
  }
  const [ours] = Object.values(config.panels);
  const meta: PanelPluginMeta = { ...ours, id, name: found.name, info: { ...ours.info, version: '0.0.0' } };
  found.plugin.meta = meta;
  return found.plugin;
}
