import { SceneDataTransformer, SceneQueryRunner, type VizPanel } from '@grafana/scenes';
import type { PanelModel } from './model';

/** A panel as it is now, in the form of the dashboard's JSON; `model` gives what the editor cannot change. */
export function readPanel(panel: VizPanel, model: PanelModel): PanelModel {
  const { pluginId, title, description, options, fieldConfig, $data } = panel.state;
  const runner = $data instanceof SceneDataTransformer ? $data.state.$data : $data;
  const queries =
    runner instanceof SceneQueryRunner ? { targets: runner.state.queries, datasource: runner.state.datasource } : {};
  return {
    ...model,
    ...queries,
    type: pluginId,
    title,
    description,
    options: options as Record<string, unknown>,
    fieldConfig,
  };
}
