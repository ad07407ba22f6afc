import { css } from '@emotion/css';
import { LoadingState, type DataFrame, type GrafanaTheme2, type PanelData, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { PlotLegend, useStyles2, useTheme2, VizLayout } from '@grafana/ui';
import React, { useMemo, useRef, useState } from 'react';
import {
  type Annotation,
  Chart,
  type ChartModel,
  type DrawnSeries,
  buildChartModel,
  extendRange,
  readAnnotations,
  useChartConfig,
} from './chart';
import { drawSeries } from './drawn';
import {
  StatusBar,
  StatusMark,
  describeLiveError,
  formatsOf,
  panelFacts,
  remarksOn,
  staleness,
  statusHeight,
} from './status';
import type { PanelForecast } from './session';
import { type TimeSpan, downloadCsv, readSeries, toFrames } from './frames';
import { testIds } from './testIds';
import type { PanelOptions } from './types';
import { useForecast } from './useForecast';
import { useVisibility } from './useVisibility';

/** Below this height the chart has the panel to itself. */
const STATUS_FROM_HEIGHT = 120;

export function ForecastPanel(props: PanelProps<PanelOptions>) {
  const { data, options, timeRange, timeZone, width, height, fieldConfig, id } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const root = useRef<HTMLDivElement>(null);
  const isVisible = useVisibility(root);
  const frames = useLastData(data);
  const live = useMemo(() => readSeries(frames), [frames]);
  const targets = data.request?.targets;
  const remarks = useMemo(() => remarksOn(frames, live, targets), [frames, live, targets]);
  const { forecast: made, cancel, retrain, models } = useForecast(props, live, isVisible);
  const { drawn } = made;
  const { annotations } = data;
  const model = useMemo(() => {
    const range = { from: timeRange.from.valueOf(), to: timeRange.to.valueOf() };
    return layOut(drawSeries(live, drawn, theme), range, readAnnotations(annotations, theme));
  }, [live, drawn, annotations, theme, timeRange]);
  const download = () => downloadCsv(framesOf(model, frames), `${props.title || 'forecast'}.csv`);
  const config = useChartConfig(model, theme, timeZone);
  const hasData = live.some(({ values }) => values.length > 0);
  const hasStatus = !options.preview && height >= STATUS_FROM_HEIGHT;
  const isLoading = data.state === LoadingState.Loading || data.state === LoadingState.NotStarted;
  const { legend } = options;
  const error = describeLiveError(data);
  const until = Math.min(data.request?.startTime ?? -Infinity, timeRange.to.valueOf());
  const known = [until, model.now].filter(Number.isFinite);
  const formats = formatsOf(live, timeZone, known.length > 0 ? Math.max(...known) : timeRange.to.valueOf());
  const stale = error ? [] : staleness(made, live, until, formats);
  const forecast: PanelForecast = {
    ...made,
    warnings: [...(error ? [error] : []), ...remarks.warnings, ...stale],
    notes: [...new Set([...made.notes, ...remarks.notes])],
  };
  return (
    <div ref={root} className={styles.root} data-testid={testIds.panel} {...panelFacts(forecast)}>
      {hasData ? (
        <>
          {!hasStatus && !options.preview && <StatusMark range={model} forecast={forecast} formats={formats} />}
          {hasStatus && (
            <StatusBar
              width={width}
              range={model}
              forecast={forecast}
              formats={formats}
              onCancel={cancel}
              onRetrain={retrain}
              models={models}
              onDownload={drawn.some(({ result }) => result) ? download : undefined}
            />
          )}
          <VizLayout
            width={width}
            height={height - (hasStatus ? statusHeight(width, forecast, formats) : 0)}
            legend={legend?.showLegend ? <PlotLegend data={frames} config={config} {...legend} /> : null}
          >
            {(chartWidth, chartHeight) => (
              <div data-testid={testIds.chart} role="group" aria-label="Forecast chart">
                <Chart
                  model={model}
                  config={config}
                  width={chartWidth}
                  height={chartHeight}
                  timeZone={timeZone}
                  tooltip={options.tooltip}
                  onChangeTimeRange={props.onChangeTimeRange}
                />
              </div>
            )}
          </VizLayout>
        </>
      ) : (
        !isLoading && (
          <PanelDataErrorView
            panelId={id}
            data={data}
            fieldConfig={fieldConfig}
            message={error}
            needsTimeField
            needsNumberField
          />
        )
      )}
    </div>
  );
}

/** The data, or the last ones there were while a query fails: a blip of the server must not empty the screen. */
function useLastData({ state, series }: PanelData): DataFrame[] {
  const [last, setLast] = useState(series);
  const isLost = state === LoadingState.Error && !series.some(({ length }) => length > 0);
  if (!isLost && last !== series) {
    setLast(series);
  }
  return isLost ? last : series;
}

/** Chart of live series and forecasts: the x axis reaches as far as the longest forecast in view. */
function layOut(series: DrawnSeries[], range: TimeSpan, annotations: Annotation[]): ChartModel {
  const results = series.flatMap(({ result }) => (result ? [result] : []));
  const origin = Math.max(...results.map(({ report }) => report.origin));
  const end = Math.max(...results.map(({ forecast: { times } }) => times[times.length - 1]));
  const stepMs = Math.max(...results.map(({ report }) => report.step * 1000));
  const seen = Math.max(...series.map(({ live }) => live.times[live.times.length - 1] ?? -Infinity));
  // Live points newer than the last point of the grid are observed too.
  const now = Math.max(origin, Math.min(seen, origin + stepMs));
  const axis = extendRange(range, origin, end, stepMs);
  return buildChartModel(series, axis, results.length > 0 ? now : NaN, annotations);
}

/** The forecasts as frames, for use elsewhere. */
function framesOf(model: ChartModel, source: DataFrame[]): DataFrame[] {
  return toFrames(
    model.series.flatMap(({ live, history, result }) => {
      const { name, frameIndex, field } = live;
      return result
        ? [{ name, refId: source[frameIndex]?.refId, labels: field.labels, config: field.config, history, result }]
        : [];
    })
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ position: 'relative', width: '100%', height: '100%', color: theme.colors.text.primary }),
});
