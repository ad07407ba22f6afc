import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { PlotLegend, useStyles2, useTheme2, VizLayout } from '@grafana/ui';
import React, { useRef } from 'react';
import { Chart, useChartConfig } from './chart';
import { StatusBar, StatusMark, panelFacts, statusHeight } from './status';
import { testIds } from './testIds';
import type { PanelOptions } from './types';
import { type PanelModel, usePanelModel } from './usePanelModel';
import { useVisibility } from './useVisibility';

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

/** The status line, or a mark in its place where the panel is low, over the chart. */
function ForecastView({ model, ...props }: PanelProps<PanelOptions> & { model: PanelModel }) {
  const { options, timeZone, width, height } = props;
  const { chart, forecast, formats, frames } = model;
  const config = useChartConfig(chart, useTheme2(), timeZone, options.tooltip);
  const hasRoom = height >= STATUS_FROM_HEIGHT;
  const hasStatus = hasRoom && !options.preview;
  const { legend } = options;
  return (
    <>
      {!hasRoom && !options.preview && <StatusMark range={chart} forecast={forecast} formats={formats} />}
      {hasStatus && (
        <StatusBar
          width={width}
          range={chart}
          forecast={forecast}
          formats={formats}
          onCancel={model.cancel}
          onRetrain={model.retrain}
          models={model.models}
          onDownload={model.download}
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
              model={chart}
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
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ position: 'relative', width: '100%', height: '100%', color: theme.colors.text.primary }),
});
