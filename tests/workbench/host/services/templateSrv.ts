import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { SceneVariableSet, sceneGraph, type SceneObject } from '@grafana/scenes';

let active: SceneObject | undefined;

/** The scene whose variables and time range `getTemplateSrv()` answers with, as Grafana's own does. */
export function setActiveScene(scene: SceneObject | undefined) {
  active = scene;
}

const sceneOf = (scopedVars?: ScopedVars): SceneObject | undefined =>
  (scopedVars?.__sceneObject?.value.valueOf() as SceneObject | undefined) ?? active;

export const templateSrv: TemplateSrv = {
  getVariables() {
    const set = active && sceneGraph.getVariables(active);
    const variables = set instanceof SceneVariableSet ? set.state.variables : [];
    return variables.map((variable) => {
      const value = variable.getValue() ?? '';
      const text = 'getValueText' in variable ? (variable.getValueText?.() ?? '') : '';
      const { name, type, label } = variable.state;
      return { id: name, name, type, label, current: { value, text } } as unknown as TypedVariableModel;
    });
  },
  replace(target = '', scopedVars, format, interpolations) {
    const scene = sceneOf(scopedVars);
    return scene
      ? sceneGraph.interpolate(
          scene,
          target,
          scopedVars,
          format as Parameters<typeof sceneGraph.interpolate>[3],
          interpolations
        )
      : target;
  },
  containsTemplate: (target = '') => /\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\]/.test(target),
  updateTimeRange() {},
};
