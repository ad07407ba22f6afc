import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Stack, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { ForecastOptions } from '../../core/options';
import {
  type RuleSubject,
  type RunnerSource,
  alertRules,
  grafanaRules,
  prometheusRules,
  runnerConfig,
} from '../alerting';
import { many, say } from '../../language';

/** Ingredients of alert rules, and of the runner's configuration. */
export interface RuleSource {
  title: string;
  subjects: readonly RuleSubject[];
  options: ForecastOptions;
  runner: RunnerSource;
}

/** A browser alerts nobody when it is closed: the rules that do, and the runner that forecasts on, to be copied. */
export function RuleButtons({ title, subjects, options, runner }: RuleSource) {
  const styles = useStyles2(getStyles);
  const rules = useMemo(() => alertRules(title, subjects, options), [title, subjects, options]);
  return (
    <>
      {rules.length === 0 ? (
        <p>{say('No alert rule can be made: no threshold is set, and no hour of the day tells what is normal.')}</p>
      ) : (
        <>
          <p>
            {many(
              rules.length,
              'A browser alerts nobody when it is closed. This alert rule, of thresholds and of what is normal at each hour of the day, does:',
              'A browser alerts nobody when it is closed. These {{count}} alert rules, of thresholds and of what is normal at each hour of the day, do:'
            )}
          </p>
          <Stack wrap="wrap" gap={1}>
            <CopyButton text={() => prometheusRules(title, rules)}>{say('Copy for Prometheus')}</CopyButton>
            <CopyButton text={() => grafanaRules(title, rules)}>{say('Copy for Grafana')}</CopyButton>
          </Stack>
        </>
      )}
      <p className={styles.runner}>
        {say('The runner makes these forecasts beside Prometheus, and alerts by them, while no browser is open:')}
      </p>
      <CopyButton text={() => runnerConfig(runner)}>{say('Copy as runner config')}</CopyButton>
    </>
  );
}

function CopyButton({ text, children }: { text(): string; children: string }) {
  return (
    <ClipboardButton size="sm" variant="secondary" icon="copy" getText={text}>
      {children}
    </ClipboardButton>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ runner: css({ marginTop: theme.spacing(2) }) });
