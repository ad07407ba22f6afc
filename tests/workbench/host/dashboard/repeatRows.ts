import {
  LocalValueVariable,
  MultiValueVariable,
  SceneGridItem,
  SceneGridRow,
  SceneVariableSet,
  sceneGraph,
  type SceneGridLayout,
  type VizPanel,
} from '@grafana/scenes';
import type { PanelModel } from './model';

/** A row with the panels below it, up to the next one; a collapsed row has them in itself. */
interface Section {
  row: PanelModel;
  panels: PanelModel[];
}

/** The panels of a dashboard that stand below no row, and its rows with theirs. */
export function splitRows(panels: PanelModel[]): { free: PanelModel[]; rows: Section[] } {
  const free: PanelModel[] = [];
  const rows: Section[] = [];
  for (const panel of panels) {
    if (panel.type === 'row') {
      rows.push({ row: panel, panels: [...(panel.panels ?? [])] });
    } else {
      (rows.at(-1)?.panels ?? free).push(panel);
    }
  }
  return { free, rows };
}

/** Values of the variable that a row is repeated by; one without a name for a row that is not. */
function valuesOf(layout: SceneGridLayout, name: string | undefined): Array<string | undefined> {
  const variable = name ? sceneGraph.lookupVariable(name, layout) : undefined;
  return variable instanceof MultiValueVariable ? [variable.getValue()].flat().map(String) : [undefined];
}

/** Draws rows below the panels of a dashboard: one for each value of the variable that they name, anew when it changes. */
export const drawRows =
  (sections: Section[], createPanel: (model: PanelModel) => VizPanel) => (layout: SceneGridLayout) => {
    const above = layout.state.children;
    const draw = () => {
      let y = Math.max(0, ...above.map(({ state }) => (state.y ?? 0) + (state.height ?? 0)));
      const rows = sections.flatMap(({ row, panels }) =>
        valuesOf(layout, row.repeat).map((value) => {
          const top = y;
          const first = Math.min(...panels.map(({ gridPos }) => gridPos.y));
          const bottom = Math.max(first, ...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
          y += 1 + bottom - first;
          const local = value === undefined ? [] : [new LocalValueVariable({ name: row.repeat!, value, text: value })];
          return new SceneGridRow({
            key: `row-${row.id}-${value ?? ''}`,
            title: row.title,
            y: top,
            $variables: new SceneVariableSet({ variables: local }),
            children: panels.map(
              (panel) =>
                new SceneGridItem({
                  x: panel.gridPos.x,
                  y: top + 1 + panel.gridPos.y - first,
                  width: panel.gridPos.w,
                  height: panel.gridPos.h,
                  body: createPanel(panel),
                })
            ),
          });
        })
      );
      layout.setState({ children: [...above, ...rows] });
    };
    draw();
    const names = new Set(sections.flatMap(({ row }) => row.repeat ?? []));
    const subscriptions = [...names].map((name) => sceneGraph.lookupVariable(name, layout)?.subscribeToState(draw));
    return () => subscriptions.forEach((one) => one?.unsubscribe());
  };
