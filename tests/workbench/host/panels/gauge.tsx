import { PanelPlugin, type PanelProps, VizOrientation } from '@grafana/data';
import { BarGauge, useTheme2 } from '@grafana/ui';
import { BarGaugeDisplayMode } from '@grafana/schema';
import React from 'react';
import { lastValues } from './lastValues';

/** The last value of each number field as a bar between the field's ends. The round gauge is no public part of Grafana. */
function GaugePanel({ data, width, height }: PanelProps) {
  const theme = useTheme2();
  const gauges = lastValues(data).filter(({ value }) => value);
  return (
    <>
      {gauges.map(({ name, text, value, config, display }, i) => (
        <div key={i} role="meter" aria-label={name} aria-valuenow={value!.numeric} aria-valuetext={text}>
          <BarGauge
            value={{ ...value!, title: name }}
            field={config}
            display={display}
            theme={theme}
            width={width}
            height={height / gauges.length}
            orientation={VizOrientation.Horizontal}
            displayMode={BarGaugeDisplayMode.Gradient}
          />
        </div>
      ))}
    </>
  );
}

export const gauge = new PanelPlugin(GaugePanel).useFieldConfig();
