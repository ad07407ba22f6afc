import {
  PanelOptionsEditorBuilder,
  type FieldConfigSource,
  type PanelData,
  type PanelPlugin,
  type StandardEditorContext,
  type StandardEditorProps,
} from '@grafana/data';
import type { VizPanel } from '@grafana/scenes';
import { cloneDeep, get, set } from 'lodash';
import type { ComponentType } from 'react';

/** One row of the options pane, ready to be drawn. */
export interface OptionItem {
  id: string;
  category: string;
  name: string;
  description?: string;
  editor: ComponentType<StandardEditorProps>;
  settings: unknown;
  value: unknown;
  context: StandardEditorContext<unknown>;
  onChange: (value: unknown) => void;
}

const withValue = (object: object, path: string, value: unknown) => set(cloneDeep(object), path, value);

/** The rows of the panel's own options, from the plugin's registry; those that `showIf` hides are left out. */
function panelOptions(panel: VizPanel, plugin: PanelPlugin, context: StandardEditorContext<unknown>): OptionItem[] {
  const { options } = panel.state;
  const builder = new PanelOptionsEditorBuilder<unknown>();
  plugin.getPanelOptionsSupplier()(builder, context);
  return builder
    .getItems()
    .filter((item) => !item.showIf || item.showIf(options, context.data, context.annotations))
    .map((item) => ({
      id: item.id,
      category: item.category?.[0] ?? plugin.meta.name,
      name: item.name,
      description: item.description,
      editor: item.editor as ComponentType<StandardEditorProps>,
      settings: item,
      value: get(options, item.path),
      context,
      onChange: (value) => panel.onOptionsChange(withValue(options as object, item.path, value), true),
    }));
}

/** The rows of the field's configuration: Grafana's standard options and the plugin's custom ones. */
function fieldOptions(panel: VizPanel, plugin: PanelPlugin, context: StandardEditorContext<unknown>): OptionItem[] {
  const { fieldConfig } = panel.state;
  const pathOf = (item: { path: string; isCustom?: boolean }) => (item.isCustom ? `custom.${item.path}` : item.path);
  const change = (path: string, value: unknown): FieldConfigSource => ({
    ...fieldConfig,
    defaults: withValue(fieldConfig.defaults, path, value),
  });
  return plugin.fieldConfigRegistry
    .list()
    .filter((item) => !item.hideFromDefaults)
    .filter(
      (item) =>
        !item.showIf || item.showIf(item.isCustom ? fieldConfig.defaults.custom : fieldConfig.defaults, context.data)
    )
    .map((item) => ({
      id: item.id,
      category: item.category?.[0] ?? plugin.meta.name,
      name: item.name,
      description: item.description,
      editor: item.editor as ComponentType<StandardEditorProps>,
      settings: item,
      value: get(fieldConfig.defaults, pathOf(item)),
      context,
      onChange: (value) => panel.onFieldConfigChange(change(pathOf(item), value), true),
    }));
}

/** Every row of the options pane, the plugin's own first, as Grafana orders them. */
export function optionItems(panel: VizPanel, plugin: PanelPlugin, data: PanelData | undefined): OptionItem[] {
  const context: StandardEditorContext<unknown> = {
    data: data?.series ?? [],
    annotations: data?.annotations,
    options: panel.state.options,
    replaceVariables: (text) => text,
  };
  return [...panelOptions(panel, plugin, context), ...fieldOptions(panel, plugin, context)];
}
