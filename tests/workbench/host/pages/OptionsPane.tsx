import { css } from '@emotion/css';
import type { GrafanaTheme2, RegistryItem } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { config } from '@grafana/runtime';
import { sceneGraph, type VizPanel } from '@grafana/scenes';
import { Button, Field, Input, Select, TextArea, useStyles2 } from '@grafana/ui';
import { groupBy } from 'lodash';
import React, { useState } from 'react';
import { changeType } from '../dashboard/changeType';
import { optionItems, type OptionItem } from '../dashboard/optionItems';
import { hostPanels } from '../panels';
import { OptionsGroup } from './OptionsGroup';
import { Suggestions } from './Suggestions';

const ids = selectors.components.PanelEditor.OptionsPane;

/** Grafana marks a row with a test id since 13.1, with a label before. */
function markOf({ category, name }: OptionItem) {
  const mark = ids.fieldLabel(`${category} ${name}`);
  return mark.startsWith('data-testid') ? { 'data-testid': mark } : { 'aria-label': mark };
}

function Row({ item }: { item: OptionItem }) {
  const Editor = item.editor;
  const id = `option-${item.id}`;
  return (
    <div {...markOf(item)}>
      <Field label={item.name} description={item.description} htmlFor={id}>
        <Editor
          id={id}
          value={item.value}
          onChange={item.onChange}
          context={item.context}
          item={item.settings as RegistryItem}
        />
      </Field>
    </div>
  );
}

/** Grafana's options pane: title and description, then what the plugin and the standard options register. */
export function OptionsPane({ panel }: { panel: VizPanel }) {
  const styles = useStyles2(getStyles);
  const [isSuggesting, setIsSuggesting] = useState(false);
  const { title, description } = panel.useState();
  const { data } = sceneGraph.getData(panel).useState();
  const plugin = panel.getPlugin();
  if (!plugin) {
    return null;
  }
  const groups = groupBy(optionItems(panel, plugin, data), ({ category }) => category);
  return (
    <aside className={styles.pane} aria-label="Panel options" data-testid={ids.content}>
      <div className={styles.header} data-testid={ids.header}>
        <img src={plugin.meta.info.logos.small} alt="" width={20} height={20} />
        <Select
          aria-label="Visualization"
          value={plugin.meta.id}
          options={[...Object.values(config.panels), ...hostPanels].map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
          onChange={({ value }) => void changeType(panel, value!)}
        />
        <Button size="sm" variant="secondary" fill="text" onClick={() => setIsSuggesting(!isSuggesting)}>
          Suggestions
        </Button>
      </div>
      {isSuggesting && <Suggestions panel={panel} />}
      <OptionsGroup title="Panel options">
        <Field label="Title">
          <Input
            data-testid={ids.fieldInput('Title')}
            defaultValue={title}
            onBlur={({ currentTarget }) => panel.onTitleChange(currentTarget.value)}
          />
        </Field>
        <Field label="Description">
          <TextArea
            defaultValue={description}
            rows={3}
            onBlur={({ currentTarget }) => panel.onDescriptionChange(currentTarget.value)}
          />
        </Field>
      </OptionsGroup>
      {Object.entries(groups).map(([category, items]) => (
        <OptionsGroup key={category} title={category}>
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </OptionsGroup>
      ))}
    </aside>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pane: css({
    overflow: 'auto',
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5, 2),
    fontWeight: theme.typography.fontWeightMedium,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});
