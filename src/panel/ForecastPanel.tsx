import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { PlotLegend, useStyles2, useTheme2, VizLayout } from '@grafana/ui';
import React, { Suspense, lazy, useMemo, useRef, useState } from 'react';
import { validateOptions } from '../core/options';
import { Chart, Pointer, useChartConfig } from './chart';
import { placeDetails } from './details';
import { type TimeSpan, formatMoment } from './frames';
import { KEY_HEIGHT, MarkKey } from './legend';
import { type DetailsTab, StatusBar, StatusMark, panelFacts, layOutLine, summarise } from './status';
import { PastBar, originsOf, pastHeight, pastSummary } from './past';
import { testIds } from './testIds';
import type { PanelOptions } from './types';
import { pinsOf } from './pins';
import { exclusionsOf } from './exclusions';
import { type PanelModel, usePanelModel } from './usePanelModel';
import { useVisibility } from './useVisibility';

/** Loaded when they are opened first. */
const DetailsPane = lazy(async () => ({ default: (await import('./details')).DetailsPane }));
/** The key of marks stands below the legend where the chart is at least this wide and high. */
const KEY_FROM = { width: 380, height: 200 };
/** Below this height the chart has the panel to itself. */
const STATUS_FROM_HEIGHT = 120;

export function ForecastPanel(props: PanelProps<PanelOptions>) {
  const { data, fieldConfig, id } = props;
  const styles = useStyles2(getStyles);
  const root = useRef<HTMLDivElement>(null);
  const model = usePanelModel(props, useVisibility(root));
  return (
    <div ref={root} className={styles.root} data-testid={testIds.panel} {...panelFacts(model.forecast)}>
      {model.hasData ? (
        <ForecastView {...props} model={model} />
      ) : (
        !model.isLoading && (
          <PanelDataErrorView
            panelId={id}
            data={data}
            fieldConfig={fieldConfig}
            message={model.error}
            needsTimeField
            needsNumberField
          />
        )
      )}
    </div>
  );
}

/** Words and places of the status line. @param excluded windows that are left out of the training */
function useStatusLine({ past, forecast, formats, chart }: PanelModel, excluded: number | undefined, width: number) {
  const summary = useMemo(
    () => (past ? pastSummary(past.state, formats('')) : summarise(forecast, formats, chart, excluded)),
    [past, forecast, formats, chart, excluded]
  );
  const line = useMemo(() => layOutLine(summary, width), [summary, width]);
  return { summary, line };
}

/** The status line, or a mark in its place where the panel is low, over the chart; the details beside it. */
function ForecastView({ model, ...props }: PanelProps<PanelOptions> & { model: PanelModel }) {
  const styles = useStyles2(getStyles);
  const { options, timeZone, width, height } = props;
  const { chart, forecast, formats, frames } = model;
  const config = useChartConfig(chart, useTheme2(), timeZone, options.tooltip);
  const [pointer] = useState(() => new Pointer());
  const [tab, setTab] = useState<DetailsTab>();
  const [isBrushing, setBrushing] = useState(false);
  const opener = useRef<Element>(null);
  const hasRoom = height >= STATUS_FROM_HEIGHT;
  const hasStatus = hasRoom && !options.preview;
  // A panel whose forecast comes from elsewhere, such as a snapshot, learns nothing.
  const exclusions = model.retrain && exclusionsOf(options, props.onOptionsChange);
  const excluded = exclusions?.windows.length;
  const { summary, line } = useStatusLine(model, excluded, width);
  const { past, pastControls } = model;
  const hasPastBar = hasStatus && past !== undefined && pastControls !== undefined;
  const below = height - (hasStatus ? line.height : 0) - (hasPastBar ? pastHeight(width) : 0);
  const placement = placeDetails(width, below);
  const isBeside = tab !== undefined && placement.place === 'beside';
  const isBelow = tab !== undefined && placement.place === 'below';
  const chartWidth = width - (isBeside ? placement.width : 0);
  const chartHeight = below - (isBelow ? placement.height : 0);
  const hasLegend = options.legend?.showLegend ?? false;
  const hasKey =
    hasLegend &&
    hasStatus &&
    chartWidth >= KEY_FROM.width &&
    chartHeight >= KEY_FROM.height &&
    !Number.isNaN(chart.now);
  const origins = originsOf(past?.forecast ?? forecast, chart);
  const canMove = hasStatus && pastControls && origins.from < origins.to;
  const origin = canMove
    ? {
        ...{ ...origins, past: past?.state.origin, show: pastControls.show, leave: pastControls.leave },
        nameOf: (time: number) => formatMoment(time, formats('').now, timeZone),
      }
    : undefined;
  const open = (next: DetailsTab) => {
    opener.current = document.activeElement;
    setTab(next === tab ? undefined : next);
  };
  const close = () => {
    setTab(undefined);
    // The pane takes its buttons with it: without this the keyboard would start at the top of the page again.
    if (opener.current instanceof HTMLElement) {
      opener.current.focus();
    }
  };
  const brush = (span: TimeSpan) => {
    setBrushing(false);
    exclusions?.exclude(span);
  };
  const toggleBrush = () => {
    setBrushing(!isBrushing);
    // A drawer lies over the chart.
    if (placement.place === 'drawer') {
      close();
    }
  };
  const jump = (span: TimeSpan) => {
    if (span.from < chart.from || span.to > chart.to) {
      const room = Math.max(span.to - span.from, (chart.to - chart.from) / 8);
      props.onChangeTimeRange({ from: span.from - room, to: span.to + room });
    } else {
      pointer.show((span.from + span.to) / 2);
    }
  };
  return (
    <>
      {!hasRoom && !options.preview && <StatusMark summary={summary} />}
      {hasStatus && (
        <StatusBar
          line={line}
          summary={summary}
          open={tab}
          onOpen={open}
          onCancel={model.cancel}
          onRetrain={model.retrain}
        />
      )}
      {hasPastBar && (
        <PastBar
          width={width}
          past={past.state}
          controls={pastControls}
          origins={origins}
          forecast={past.forecast}
          formats={formats}
        />
      )}
      <div className={styles.body} style={{ flexDirection: isBelow ? 'column' : 'row', height: below }}>
        <div>
          <VizLayout
            width={chartWidth}
            height={chartHeight - (hasKey ? KEY_HEIGHT : 0)}
            legend={hasLegend ? <PlotLegend data={frames} config={config} {...options.legend} /> : null}
          >
            {(plotWidth, plotHeight) => (
              <div data-testid={testIds.chart} role="group" aria-label="Forecast chart">
                <Chart
                  model={chart}
                  config={config}
                  width={plotWidth}
                  height={plotHeight}
                  timeZone={timeZone}
                  tooltip={options.tooltip}
                  pointer={pointer}
                  origin={origin}
                  onChangeTimeRange={isBrushing ? brush : props.onChangeTimeRange}
                />
              </div>
            )}
          </VizLayout>
          {hasKey && <MarkKey model={chart} width={chartWidth} />}
        </div>
        {tab && hasStatus && (
          <Suspense fallback={null}>
            <DetailsPane
              tab={tab}
              placement={placement}
              forecast={forecast}
              formats={formats}
              onTab={setTab}
              onClose={close}
              onJump={jump}
              exclusions={exclusions}
              annotations={chart.annotations}
              isBrushing={isBrushing}
              onBrush={toggleBrush}
              telling={model.telling}
              rules={model.rules}
              models={model.models}
              pins={model.models && pinsOf(options, props.onOptionsChange)}
              tuner={model.tuner}
              explain={model.explain}
              onPast={pastControls && (() => pastControls.show(origins.start))}
              onAccept={(found) => props.onOptionsChange({ ...options, ...found })}
              onDownload={model.download}
              parameters={() => JSON.stringify(validateOptions(options).options, undefined, 2)}
            />
          </Suspense>
        )}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ position: 'relative', width: '100%', height: '100%', color: theme.colors.text.primary }),
  body: css({ display: 'flex' }),
});
