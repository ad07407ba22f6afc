import { DashboardCursorSync, type AnnotationQuery, type FieldConfigSource } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  EmbeddedScene,
  type EmbeddedSceneState,
  LocalValueVariable,
  SceneByVariableRepeater,
  SceneControlsSpacer,
  SceneDataLayerControls,
  SceneDataLayerSet,
  SceneDataTransformer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneGridItem,
  SceneGridLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
  VizPanelMenu,
  behaviors,
  dataLayers,
} from '@grafana/scenes';
import { exploreUrl } from './exploreUrl';
import type { DashboardModel, PanelModel } from './model';
import { drawRows, splitRows } from './repeatRows';
import { TimeShift } from './TimeShift';
import { createVariables } from './variables';

const INTERVALS = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'];

const panelMenu = (id: number) =>
  new VizPanelMenu({
    items: [
      { text: 'Edit', iconClassName: 'eye', shortcut: 'e', onClick: () => locationService.partial({ editPanel: id }) },
    ],
    $behaviors: [
      (menu: VizPanelMenu) => {
        const explore = async () =>
          menu.parent instanceof VizPanel && locationService.push(await exploreUrl(menu.parent));
        menu.addItem({ text: 'Explore', iconClassName: 'compass', onClick: () => void explore() });
      },
    ],
  });

/** One panel with its queries. In the editor it has no menu. */
export function createPanel(model: PanelModel, editable: boolean): VizPanel {
  const runner = new SceneQueryRunner({
    datasource: model.datasource,
    queries: model.targets ?? [],
    maxDataPoints: model.maxDataPoints,
    minInterval: model.interval,
  });
  return new VizPanel({
    key: `panel-${model.id}`,
    title: model.title,
    description: model.description,
    pluginId: model.type,
    pluginVersion: model.pluginVersion,
    options: model.options ?? {},
    fieldConfig: model.fieldConfig ?? ({ defaults: {}, overrides: [] } as FieldConfigSource),
    displayMode: model.transparent ? 'transparent' : 'default',
    $timeRange: model.timeShift ? new TimeShift(model.timeShift) : undefined,
    $data: new SceneDataTransformer({ $data: runner, transformations: model.transformations ?? [] }),
    menu: editable ? panelMenu(model.id) : undefined,
  });
}

/** One panel for each value of a variable. */
function createRepeater(model: PanelModel, variableName: string): SceneByVariableRepeater {
  return new SceneByVariableRepeater({
    variableName,
    body: new SceneFlexLayout({ direction: model.repeatDirection === 'v' ? 'column' : 'row', children: [] }),
    getLayoutChild: ({ value, label }) =>
      new SceneFlexItem({
        // A grid item gives its height to a panel alone. 30 px a unit, 8 px between two.
        height: 38 * model.gridPos.h - 8,
        $variables: new SceneVariableSet({
          variables: [new LocalValueVariable({ name: variableName, value: String(value), text: label })],
        }),
        body: createPanel(model, false),
      }),
  });
}

/** A dashboard's annotations, which all of its panels get. */
const createLayers = (list: AnnotationQuery[] = []) =>
  new SceneDataLayerSet({
    layers: list.map(
      (query, i) =>
        new dataLayers.AnnotationsDataLayer({
          key: `annotations-${i}`,
          name: query.name,
          query,
          isEnabled: Boolean(query.enable),
          isHidden: Boolean(query.hide),
        })
    ),
  });

/** What a dashboard and its panel editor share: time range, variables, controls, crosshair. */
export function createContext(model: DashboardModel) {
  return {
    $timeRange: new SceneTimeRange({ ...model.time, timeZone: model.timezone || 'browser' }),
    $variables: createVariables(model.templating?.list),
    $data: createLayers(model.annotations?.list),
    $behaviors: [new behaviors.CursorSync({ sync: DashboardCursorSync.Crosshair })],
    controls: [
      new VariableValueSelectors({}),
      ...(model.annotations?.list.length ? [new SceneDataLayerControls()] : []),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ refresh: model.refresh || '', intervals: INTERVALS, isOnCanvas: true }),
    ],
  };
}

/** A scene that says with each query of which dashboard it is, as Grafana's do. */
function createScene({ uid }: DashboardModel, state: EmbeddedSceneState): EmbeddedScene {
  return Object.assign(new EmbeddedScene(state), { enrichDataRequest: () => ({ dashboardUID: uid }) });
}

/** A dashboard's JSON as a scene. */
export function createDashboard(model: DashboardModel): EmbeddedScene {
  const { free, rows } = splitRows(model.panels);
  const children = free.map(
    (panel) =>
      new SceneGridItem({
        x: panel.gridPos.x,
        y: panel.gridPos.y,
        width: panel.gridPos.w,
        height: panel.gridPos.h,
        isDraggable: false,
        isResizable: false,
        body: panel.repeat ? createRepeater(panel, panel.repeat) : createPanel(panel, true),
      })
  );
  const $behaviors = rows.length > 0 ? [drawRows(rows, (panel) => createPanel(panel, false))] : [];
  const body = new SceneGridLayout({ children, isLazy: false, $behaviors });
  return createScene(model, { ...createContext(model), body });
}

/** The editor of one panel: the same context around a single panel. */
export function createEditor(model: DashboardModel, panelId: number): { scene: EmbeddedScene; panel: VizPanel } {
  const panel = createPanel(
    model.panels.find(({ id }) => id === panelId)!,
    false
  );
  const body = new SceneFlexLayout({ direction: 'column', children: [new SceneFlexItem({ body: panel })] });
  return { scene: createScene(model, { ...createContext(model), body }), panel };
}
