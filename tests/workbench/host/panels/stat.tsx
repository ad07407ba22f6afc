import { FieldType, PanelPlugin, type PanelProps, formattedValueToString, getFieldDisplayName } from '@grafana/data';
import React from 'react';

/** The last value of each number field, with its name. */
function StatPanel({ data }: PanelProps) {
  const rows = data.series.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type === FieldType.number)
      .map((field) => {
        const value: unknown = field.values.filter((one) => one !== null && !Number.isNaN(one)).at(-1);
        const text =
          value === undefined
            ? 'No data'
            : field.display
              ? formattedValueToString(field.display(value))
              : String(value);
        return { name: getFieldDisplayName(field, frame, data.series), text };
      })
  );
  return (
    <dl>
      {rows.map(({ name, text }, i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

export const stat = new PanelPlugin(StatPanel).useFieldConfig();
