import { PanelPlugin, type PanelProps, formattedValueToString } from '@grafana/data';
import React from 'react';

/** Rows that are drawn; a table of more is no test of anything. */
const ROWS = 100;

/** The first frame as a table. */
function TablePanel({ data }: PanelProps) {
  const fields = data.series[0]?.fields ?? [];
  const rows = Array.from({ length: Math.min(ROWS, data.series[0]?.length ?? 0) }, (_, i) => i);
  return (
    <table>
      <thead>
        <tr>
          {fields.map(({ name }) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            {fields.map(({ name, values, display }) => (
              <td key={name}>{display ? formattedValueToString(display(values[row])) : String(values[row] ?? '')}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const table = new PanelPlugin(TablePanel).useFieldConfig();
