import * as grafanaData from '@grafana/data';
import { type PanelData, type PanelPluginVisualizationSuggestion } from '@grafana/data';
import { config } from '@grafana/runtime';
import { EmbeddedScene, SceneDataNode, SceneTimeRange, VizPanel, sceneGraph } from '@grafana/scenes';
import { cloneDeep } from 'lodash';
import React, { useEffect, useMemo, useState } from 'react';
import { importPanel } from '../plugins';

type Suggestion = PanelPluginVisualizationSuggestion;

/** Grafana 12.3 has none: it asks its own panels alone. */
const summarise: typeof grafanaData.getPanelDataSummary | undefined = Reflect.get(grafanaData, 'getPanelDataSummary');

/** What the plugins' panels say they can show of the data. */
async function findSuggestions({ series }: PanelData): Promise<Suggestion[]> {
  const plugins = await Promise.all(Object.values(config.panels).map(importPanel));
  const summary = summarise?.(series);
  return summary ? plugins.flatMap((plugin) => plugin.getSuggestions(summary) ?? []) : [];
}

/** The panel as the suggestion's card shows it. */
function createPreview(suggestion: Suggestion, data: PanelData): EmbeddedScene {
  const card = cloneDeep(suggestion);
  card.cardOptions?.previewModifier?.(card);
  const { from, to } = data.timeRange;
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: from.toISOString(), to: to.toISOString() }),
    $data: new SceneDataNode({ data }),
    body: new VizPanel({
      pluginId: card.pluginId,
      // A card's options are those of this version: nothing is migrated.
      pluginVersion: config.panels[card.pluginId].info.version,
      title: '',
      hoverHeader: true,
      options: card.options ?? {},
      fieldConfig: card.fieldConfig ?? { defaults: {}, overrides: [] },
    }),
  });
}

function SuggestionCard({ suggestion, data, onPick }: { suggestion: Suggestion; data: PanelData; onPick: () => void }) {
  const scene = useMemo(() => createPreview(suggestion, data), [suggestion, data]);
  return (
    <div>
      <div style={{ height: 160, display: 'flex' }}>
        <scene.Component model={scene} />
      </div>
      <button type="button" title={suggestion.description} onClick={onPick}>
        {suggestion.name}
      </button>
    </div>
  );
}

/** Grafana's suggestions for the data of a panel: a small preview each, and a click that takes it. */
export function Suggestions({ panel }: { panel: VizPanel }) {
  const { data } = sceneGraph.getData(panel).useState();
  const [found, setFound] = useState<Suggestion[]>([]);
  useEffect(() => {
    let isMounted = true;
    void (data && findSuggestions(data).then((next) => isMounted && setFound(next)));
    return () => {
      isMounted = false;
    };
  }, [data]);
  return (
    <section aria-label="Suggestions">
      {data &&
        found.map((suggestion) => (
          <SuggestionCard
            key={suggestion.hash}
            suggestion={suggestion}
            data={data}
            onPick={() => void panel.changePluginType(suggestion.pluginId, suggestion.options, suggestion.fieldConfig)}
          />
        ))}
    </section>
  );
}
