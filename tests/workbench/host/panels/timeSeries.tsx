import { type PanelData, PanelPlugin, type PanelProps } from '@grafana/data';
import { DashboardCursorSync } from '@grafana/schema';
import { EventBusPlugin, LegendDisplayMode, TimeSeries, TooltipPlugin2, usePanelContext } from '@grafana/ui';
import React from 'react';

const legend = { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom' as const, calcs: [] };

/** What Grafana's panel marks on the time axis: here it is words alone. */
const titlesOf = ({ annotations = [] }: PanelData): string[] =>
  annotations.flatMap(({ fields }) => fields.find(({ name }) => name === 'title')?.values ?? []).map(String);

/** Time series as `@grafana/ui` draws them, which Grafana's own panel is made of. */
function TimeSeriesPanel({ data, width, height, timeRange, timeZone }: PanelProps) {
  const { sync, eventBus, eventsScope } = usePanelContext();
  const syncMode = sync?.() ?? DashboardCursorSync.Off;
  const frames = data.series.filter(({ fields }) => fields.length > 1);
  return frames.length > 0 ? (
    <>
      <TimeSeries
        frames={frames}
        structureRev={data.structureRev}
        width={width}
        height={height}
        timeRange={timeRange}
        timeZone={timeZone}
        legend={legend}
      >
        {(config) => (
          <>
            {syncMode !== DashboardCursorSync.Off && <EventBusPlugin config={config} eventBus={eventBus} />}
            <TooltipPlugin2
              config={config}
              hoverMode={1}
              syncMode={syncMode}
              syncScope={eventsScope}
              render={() => <div>values</div>}
            />
          </>
        )}
      </TimeSeries>
      <ul aria-label="Annotations" hidden>
        {titlesOf(data).map((title, i) => (
          <li key={i}>{title}</li>
        ))}
      </ul>
    </>
  ) : (
    <div>No data</div>
  );
}

export const timeSeries = new PanelPlugin(TimeSeriesPanel)
  .useFieldConfig()
  .setDataSupport({ annotations: true, alertStates: false });
