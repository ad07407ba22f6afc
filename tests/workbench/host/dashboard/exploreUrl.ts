import { getDataSourceSrv } from '@grafana/runtime';
import {
  SceneDataTransformer,
  SceneQueryRunner,
  sceneGraph,
  type SceneDataQuery,
  type VizPanel,
} from '@grafana/scenes';

/** The address of Explore with a panel's queries, their variables replaced by the data source, and its time. */
export async function exploreUrl(panel: VizPanel): Promise<string> {
  const { $data } = panel.state;
  const runner = $data instanceof SceneDataTransformer ? $data.state.$data : $data;
  const { queries, datasource } = runner instanceof SceneQueryRunner ? runner.state : { queries: [] };
  const source = await getDataSourceSrv().get(datasource);
  const scopedVars = { __sceneObject: { value: panel, text: '__sceneObject' } };
  const written = source.interpolateVariablesInQueries?.(queries, scopedVars) ?? queries;
  const { from, to } = sceneGraph.getTimeRange(panel).state.value;
  const search = new URLSearchParams({
    queries: JSON.stringify(written),
    from: String(from.valueOf()),
    to: String(to.valueOf()),
  });
  return `/explore?${search}`;
}

/** The queries in Explore's address. */
export const readExplore = (search: string): SceneDataQuery[] =>
  JSON.parse(new URLSearchParams(search).get('queries') ?? '[]');
