import {
  type DisplayProcessor,
  type DisplayValue,
  type FieldConfig,
  FieldType,
  type PanelData,
  formattedValueToString,
  getFieldDisplayName,
} from '@grafana/data';

interface LastValue {
  name: string;
  text: string;
  /** absent where there is no value */
  value?: DisplayValue;
  config: FieldConfig;
  display?: DisplayProcessor;
}

/** The last value of each number field, with its name: what stat and gauge panels show unless they are told otherwise. */
export function lastValues({ series }: PanelData): LastValue[] {
  return series.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type === FieldType.number)
      .map((field) => {
        const raw: unknown = field.values.filter((one) => one !== null && !Number.isNaN(one)).at(-1);
        const value =
          raw === undefined ? undefined : (field.display?.(raw) ?? { text: String(raw), numeric: Number(raw) });
        return {
          name: getFieldDisplayName(field, frame, series),
          text: value ? formattedValueToString(value) : 'No data',
          value,
          config: field.config,
          display: field.display,
        };
      })
  );
}
