import { css } from '@emotion/css';
import type { AbsoluteTimeRange, GrafanaTheme2 } from '@grafana/data';
import { DashboardCursorSync, TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema';
import { EventBusPlugin, KeyboardPlugin, TooltipPlugin2, usePanelContext, useStyles2 } from '@grafana/ui';
import React, { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import { buildConfig, chartShape } from './config';
import { modelOf, writeValue, type ChartModel } from './model';
import { Plot } from './Plot';
import { ExemplarMarks, exemplarsFor } from './exemplars';
import { OriginHandle, type OriginControl, type Pointer } from './cursor';
import { Tooltip } from './Tooltip';

interface Props {
  config: ReturnType<typeof useChartConfig>;
  model: ChartModel;
  width: number;
  height: number;
  timeZone: string;
  tooltip: VizTooltipOptions | undefined;
  /** moves the cursor from outside */
  pointer?: Pointer;
  /** moves the origin of the forecast; absent where it cannot be moved */
  origin?: OriginControl;
  onChangeTimeRange(range: AbsoluteTimeRange): void;
}

/** uPlot's configuration of a model, kept while only data change. */
export function useChartConfig(model: ChartModel, theme: GrafanaTheme2, timeZone: string, tooltip?: VizTooltipOptions) {
  const shape = chartShape(model);
  return useMemo(
    () => buildConfig(model, theme, timeZone, tooltip?.mode),
    // Of the model only its shape goes into the configuration; the rest is read from the data that are drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shape, theme, timeZone, tooltip?.mode]
  );
}

/** The chart with crosshair, tooltip, zoom and keyboard, as Grafana's own time series has them. */
export function Chart({ model, config, width, height, timeZone, tooltip, pointer, origin, onChangeTimeRange }: Props) {
  const { sync, eventsScope, eventBus } = usePanelContext();
  const syncMode = sync?.() ?? DashboardCursorSync.Off;
  const mode = tooltip?.mode ?? TooltipDisplayMode.Multi;
  const styles = useStyles2(getStyles);
  const zoom = useLatest(onChangeTimeRange);
  return (
    <div className={styles.chart}>
      {/* Beside the plot, which a change of what is drawn makes anew: a drag goes on. Its hooks come before the plot. */}
      <OriginHandle config={config} lineOf={lineOf} control={origin} />
      <ExemplarMarks config={config} exemplarsOf={exemplarsOf} timeZone={timeZone} />
      <Plot config={config} data={model.data} width={width} height={height} pointer={pointer}>
        <KeyboardPlugin config={config} />
        {syncMode !== DashboardCursorSync.Off && eventBus && <EventBusPlugin config={config} eventBus={eventBus} />}
        {mode !== TooltipDisplayMode.None && (
          <TooltipPlugin2
            config={config}
            // "All" follows the cursor everywhere, "single" only near a series.
            hoverMode={mode === TooltipDisplayMode.Single ? 0 : 1}
            syncMode={syncMode}
            syncScope={eventsScope}
            queryZoom={zoom}
            maxWidth={tooltip?.maxWidth}
            render={(u, dataIdxs, seriesIdx) => (
              <Tooltip
                model={model}
                row={u.cursor.idx ?? dataIdxs[0] ?? null}
                only={
                  mode === TooltipDisplayMode.Single && seriesIdx !== null
                    ? model.columns[seriesIdx - 1]?.series
                    : undefined
                }
                distance={distanceFrom(u.cursor.top, u)}
                timeZone={timeZone}
                maxHeight={tooltip?.maxHeight}
              />
            )}
          />
        )}
      </Plot>
    </div>
  );
}

const getStyles = () => ({ chart: css({ position: 'relative' }) });

const exemplarsOf = (u: uPlot) => {
  const model = modelOf(u);
  return exemplarsFor(model?.exemplars ?? [], model?.series ?? []).map(({ exemplar, beside }) => ({
    exemplar,
    scaleKey: beside.scaleKey,
    write: (value: number) => writeValue(beside, value),
  }));
};

const lineOf = (u: uPlot) => modelOf(u)?.now ?? NaN;

/** Calls the newest of these functions: Grafana's tooltip keeps the first one that it is given. */
function useLatest<Value>(call: (value: Value) => void): (value: Value) => void {
  const latest = useRef(call);
  useLayoutEffect(() => {
    latest.current = call;
  });
  return useCallback((value) => latest.current(value), []);
}

/** Pixels between a value and the cursor; undefined where the cursor is at no value, as another panel's is. */
function distanceFrom(top: number | undefined, u: uPlot) {
  return top === undefined || top < 0 || u.cursor.event == null
    ? undefined
    : (value: number, scaleKey: string) => Math.abs(u.valToPos(value, scaleKey) - top);
}
