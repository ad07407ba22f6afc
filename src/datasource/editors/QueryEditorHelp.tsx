import { css } from '@emotion/css';
import { type GrafanaTheme2, type QueryEditorHelpProps } from '@grafana/data';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';
import { type PromQuery } from '../types';

interface Example {
  title: string;
  expr: string;
  why: string;
}

const examples = (): Example[] => [
  {
    title: say('Disk that fills'),
    expr: '1 - node_filesystem_avail_bytes{fstype!="tmpfs"} / node_filesystem_size_bytes',
    why: say('Used share of each disk. Give the panel a threshold of 0.9: the forecast says when it will be crossed.'),
  },
  {
    title: say('Memory that leaks'),
    expr: 'process_resident_memory_bytes{job="$job"}',
    why: say('A gauge, not a rate: the slow climb is the signal. A history of some days tells a leak from a busy day.'),
  },
  {
    title: say('Request rate with a daily pattern'),
    expr: 'sum by (job) (rate(http_requests_total[$__rate_interval]))',
    why: say('Forecast rates, not counters: a counter only rises, and falls to 0 at each restart.'),
  },
  {
    title: say('CPU use'),
    expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
    why: say('Between 0 and 1. Set the panel’s bounds to the same, and no band leaves them.'),
  },
  {
    title: say('Share of errors'),
    expr: 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0 or vector(0)',
    why: say(
      'Without requests the quotient is NaN, which is a gap; "or vector(0)" says 0 instead. Choose which one is true.'
    ),
  },
  {
    title: say('Latency at the 99th percentile'),
    expr: 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[$__rate_interval])))',
    why: say('Noisy where there are few requests: a longer window, such as [15m], gives a forecast worth reading.'),
  },
];

/** Grafana's "help" of a query: examples worth a forecast. Clicking one puts it into the editor. */
export function QueryEditorHelp({ query, onClickExample }: QueryEditorHelpProps<PromQuery>) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={2}>
      <Text element="h2" variant="h4">
        {say('PromQL worth a forecast')}
      </Text>
      {examples().map(({ title, expr, why }) => (
        <Stack key={title} direction="column" gap={0.5} alignItems="flex-start">
          <Text element="h3" variant="h6">
            {title}
          </Text>
          <button
            type="button"
            className={styles.example}
            aria-label={say('Use the query: {{title}}', { title })}
            onClick={() => onClickExample({ ...query, refId: query?.refId ?? 'A', expr })}
          >
            {expr}
          </button>
          <Text color="secondary">{why}</Text>
        </Stack>
      ))}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  example: css({
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.link,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    padding: theme.spacing(0.5, 1),
    textAlign: 'left',
    '&:hover': { textDecoration: 'underline' },
  }),
});
