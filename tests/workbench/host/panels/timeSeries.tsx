import { PanelPlugin, type PanelPluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import React from 'react';

/**
 * Grafana's time series as far as another panel inherits from it: its standard options, a threshold of 80 among them.
 * It draws nothing.
 */
export const timeSeries = new PanelPlugin(() => <div>Time series</div>).useFieldConfig();

/** What Grafana says of it; it has our logo here. */
export function timeSeriesMeta(): PanelPluginMeta {
  const [ours] = Object.values(config.panels);
  return { ...ours, id: 'timeseries', name: 'Time series', info: { ...ours.info, version: '0.0.0' } };
}
