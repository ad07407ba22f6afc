import { css } from '@emotion/css';
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
import { say } from '../../language';
import { defaultScrapeInterval, type PromOptions } from '../types';
import { DurationField } from './DurationField';
import { HistorySection } from './HistorySection';
import { ThroughField } from './ThroughField';

type Props = DataSourcePluginOptionsEditorProps<PromOptions>;

const methods = () => [
  { label: 'POST', value: 'POST' as const, description: say('Expressions of any length') },
  { label: 'GET', value: 'GET' as const, description: say('For servers that refuse POST') },
];

/** A width that a phone does not have. */
const fitting = css({ maxWidth: '100%' });

/** The data source's settings page. Secrets go to `secureJsonData`, which never comes back to the browser. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const { jsonData } = options;
  const change = (part: Partial<PromOptions>) =>
    onOptionsChange({ ...options, jsonData: { ...options.jsonData, ...part } });
  // Another server, or other rights on it: what was kept of the one before is no answer of it.
  const changeServer: Props['onOptionsChange'] = (next) =>
    onOptionsChange({ ...next, jsonData: { ...next.jsonData, historyEpoch: Date.now() } });
  return (
    <>
      <DataSourceDescription
        dataSourceName="Presage Prometheus"
        docsLink="https://prometheus.io/docs/prometheus/latest/querying/api/"
        hasRequiredFields
      />
      <Divider />
      <ConnectionSettings config={options} onChange={changeServer} urlPlaceholder="http://localhost:9090" />
      <ThroughField
        uid={options.uid}
        value={jsonData.throughUid}
        onChange={(throughUid) => change({ throughUid, historyEpoch: Date.now() })}
      />
      <Divider />
      <Auth {...convertLegacyAuthProps({ config: options, onChange: changeServer })} />
      <Divider />
      <ConfigSection title={say('Queries')}>
        <DurationField
          id="presage-scrape-interval"
          label={say('Scrape interval')}
          description={say(
            'How often Prometheus scrapes its targets. The smallest step, and the base of $__rate_interval.'
          )}
          placeholder={defaultScrapeInterval}
          value={jsonData.timeInterval}
          onChange={(timeInterval) => change({ timeInterval })}
        />
        <DurationField
          id="presage-query-timeout"
          label={say('Query timeout')}
          description={say("Prometheus gives up on a query after this long. Empty: the server's own limit.")}
          placeholder="60s"
          value={jsonData.queryTimeout}
          onChange={(queryTimeout) => change({ queryTimeout })}
        />
        <DurationField
          id="presage-default-step"
          label={say('Default step')}
          description={say('Min step of new queries. Empty: what the panel has room for.')}
          placeholder={say('auto')}
          value={jsonData.defaultStep}
          onChange={(defaultStep) => change({ defaultStep })}
        />
        <Field
          label={say('Custom query parameters')}
          description={say('Sent with each query, such as max_source_resolution=5m&dedup=true for Thanos.')}
        >
          <Input
            id="presage-custom-parameters"
            aria-label={say('Custom query parameters')}
            width={60}
            className={fitting}
            placeholder="name=value&other=value"
            value={jsonData.customQueryParameters ?? ''}
            onChange={(event) => change({ customQueryParameters: event.currentTarget.value || undefined })}
          />
        </Field>
        <Field
          label={say('HTTP method')}
          description={say('POST, unless the server or a proxy in front of it refuses it.')}
        >
          <RadioButtonGroup
            aria-label={say('HTTP method')}
            options={methods()}
            value={jsonData.httpMethod ?? 'POST'}
            onChange={(httpMethod) => change({ httpMethod })}
          />
        </Field>
      </ConfigSection>
      <Divider />
      <HistorySection uid={options.uid} options={jsonData} onChange={change} />
      <Divider />
      <ConfigSection title={say('Advanced')} isCollapsible isInitiallyOpen={false}>
        <AdvancedHttpSettings config={options} onChange={onOptionsChange} />
      </ConfigSection>
    </>
  );
}
