import { UPlotChart, type UPlotConfigBuilder } from '@grafana/ui';
import React, { useLayoutEffect, useRef, type ReactNode } from 'react';
import type uPlot from 'uplot';
import type { ChartModel } from './model';
import type { Pointer } from './cursor';

interface Props {
  config: UPlotConfigBuilder;
  data: ChartModel['data'];
  /** CSS pixels */
  width: number;
  height: number;
  pointer?: Pointer;
  /** Grafana's plugins of the chart */
  children: ReactNode;
}

/**
 * Grafana's chart. After every commit uPlot holds the size and the data of that commit.
 *
 * `UPlotChart` before Grafana 13.2 takes over the size, the configuration or the data of a commit, the first that
 * changed alone. So each configuration has a chart of its own, and what uPlot holds is compared with size and data.
 */
export function Plot({ config, data, width, height, pointer, children }: Props) {
  const plot = useRef<uPlot>(null);
  // `UPlotChart` draws nothing, and nothing later either, where it starts without a size.
  const size = { width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(height)) };
  useLayoutEffect(() => {
    const u = plot.current;
    if (u && (u.width !== size.width || u.height !== size.height)) {
      u.setSize(size);
    }
    if (u && u.data !== (data as unknown)) {
      u.setData(data as never);
    }
  });
  const take = (u: uPlot) => {
    plot.current = u;
    pointer?.attach(u);
  };
  return (
    <UPlotChart key={config.uid} config={config} data={data as never} plotRef={take} {...size}>
      {children}
    </UPlotChart>
  );
}
