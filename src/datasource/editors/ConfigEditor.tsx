import { type DataSourcePluginOptionsEditorProps } from '@grafana/data';
import {
  AdvancedHttpSettings,
  Auth,
  ConfigSection,
  ConnectionSettings,
  convertLegacyAuthProps,
  DataSourceDescription,
} from '@grafana/plugin-ui';
import { Divider, Field, Input, RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import { parsePromDuration } from '../../core/promql';
import { defaultScrapeInterval, type PromOptions } from '../types';

type Props = DataSourcePluginOptionsEditorProps<PromOptions>;

const methods = [
  { label: 'POST', value: 'POST' as const, description: 'Expressions of any length' },
  { label: 'GET', value: 'GET' as const, description: 'For servers that refuse POST' },
];

/** The data source's settings page. Secrets go to `secureJsonData`, which never comes back to the browser. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const { jsonData } = options;
  const change = (part: Partial<PromOptions>) =>
    onOptionsChange({ ...options, jsonData: { ...options.jsonData, ...part } });
  return (
    <>
      <DataSourceDescription
        dataSourceName="Presage Prometheus"
        docsLink="https://prometheus.io/docs/prometheus/latest/querying/api/"
        hasRequiredFields
      />
      <Divider />
      <ConnectionSettings config={options} onChange={onOptionsChange} urlPlaceholder="http://localhost:9090" />
      <Divider />
      <Auth {...convertLegacyAuthProps({ config: options, onChange: onOptionsChange })} />
      <Divider />
      <ConfigSection title="Queries">
        <DurationField
          id="presage-scrape-interval"
          label="Scrape interval"
          description="How often Prometheus scrapes its targets. The smallest step, and the base of $__rate_interval."
          placeholder={defaultScrapeInterval}
          value={jsonData.timeInterval}
          onChange={(timeInterval) => change({ timeInterval })}
        />
        <DurationField
          id="presage-query-timeout"
          label="Query timeout"
          description="Prometheus gives up on a query after this long. Empty: the server's own limit."
          placeholder="60s"
          value={jsonData.queryTimeout}
          onChange={(queryTimeout) => change({ queryTimeout })}
        />
        <Field label="HTTP method" description="POST, unless the server or a proxy in front of it refuses it.">
          <RadioButtonGroup
            aria-label="HTTP method"
            options={methods}
            value={jsonData.httpMethod ?? 'POST'}
            onChange={(httpMethod) => change({ httpMethod })}
          />
        </Field>
      </ConfigSection>
      <Divider />
      <ConfigSection title="Advanced" isCollapsible isInitiallyOpen={false}>
        <AdvancedHttpSettings config={options} onChange={onOptionsChange} />
      </ConfigSection>
    </>
  );
}

interface DurationFieldProps {
  id: string;
  label: string;
  description: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function DurationField({ id, label, description, placeholder, value, onChange }: DurationFieldProps) {
  const invalid = Boolean(value) && parsePromDuration(value ?? '') === undefined;
  return (
    <Field label={label} description={description} invalid={invalid} error="Write a duration such as 15s or 1m.">
      <Input
        id={id}
        aria-label={label}
        width={20}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </Field>
  );
}
