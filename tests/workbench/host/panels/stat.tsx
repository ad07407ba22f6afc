import { PanelPlugin, type PanelProps } from '@grafana/data';
import React from 'react';
import { lastValues } from './lastValues';

/** The last value of each number field, with its name. */
const StatPanel = ({ data }: PanelProps) => (
  <dl>
    {lastValues(data).map(({ name, text }, i) => (
      <div key={i}>
        <dt>{name}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);

export const stat = new PanelPlugin(StatPanel).useFieldConfig();
