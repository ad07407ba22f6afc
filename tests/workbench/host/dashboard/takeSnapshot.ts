import { dataFrameToJSON, type DataFrame } from '@grafana/data';
import {
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  VizPanel,
  sceneGraph,
  type EmbeddedScene,
} from '@grafana/scenes';
import { SNAPSHOT_SOURCE } from '../services/snapshotSource';
import type { DashboardModel, PanelModel } from './model';

/** What the queries of a panel brought, before transformations, as Grafana writes it into a snapshot. */
function framesOf(panel: VizPanel): DataFrame[] {
  const { $data } = panel.state;
  const source = $data instanceof SceneDataTransformer ? $data.state.$data : $data;
  return source?.state.data?.series ?? [];
}

/** A dashboard with its data in the place of its queries, at the time that is shown: Grafana's "Share snapshot". */
export function takeSnapshot(scene: EmbeddedScene, model: DashboardModel): DashboardModel {
  const { body } = scene.state;
  const items = body instanceof SceneGridLayout ? body.state.children : [];
  const shown = items.flatMap((item) =>
    item instanceof SceneGridItem && item.state.body instanceof VizPanel ? [item.state.body] : []
  );
  const panels = model.panels.map((panel): PanelModel => {
    const viz = shown.find(({ state }) => state.key === `panel-${panel.id}`);
    const snapshot = viz ? framesOf(viz).map((frame) => dataFrameToJSON(frame)) : [];
    const target = { refId: 'A', datasource: SNAPSHOT_SOURCE, queryType: 'snapshot', snapshot };
    return { ...panel, datasource: SNAPSHOT_SOURCE, targets: [target] };
  });
  const { from, to } = sceneGraph.getTimeRange(scene).state.value;
  return { ...model, uid: `${model.uid}-snapshot`, time: { from: from.toISOString(), to: to.toISOString() }, panels };
}
