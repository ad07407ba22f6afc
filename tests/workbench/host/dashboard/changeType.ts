import { filterFieldConfigOverrides, isStandardFieldProp } from '@grafana/data';
import type { VizPanel } from '@grafana/scenes';

/** Makes a panel one of another type as Grafana's editor does: standard options are handed on, custom ones are not. */
export function changeType(panel: VizPanel, id: string): Promise<void> {
  const { defaults, overrides } = panel.state.fieldConfig;
  return panel.changePluginType(id, undefined, {
    defaults: { ...defaults, custom: {} },
    overrides: filterFieldConfigOverrides(overrides, isStandardFieldProp),
  });
}
