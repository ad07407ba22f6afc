import { ClipboardButton } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { ForecastOptions } from '../../core/options';
import { type RuleSubject, alertRules, grafanaRules, prometheusRules } from '../alerting';
import { many } from '../status/words';

/** Ingredients of alert rules. */
export interface RuleSource {
  title: string;
  subjects: readonly RuleSubject[];
  options: ForecastOptions;
}

/** A browser alerts nobody when it is closed: the rules that do, to be copied. */
export function RuleButtons({ title, subjects, options }: RuleSource) {
  const rules = useMemo(() => alertRules(title, subjects, options), [title, subjects, options]);
  if (rules.length === 0) {
    return <p>No alert rule can be made: no threshold is set, and no hour of the day tells what is normal.</p>;
  }
  const kinds = many(rules.length, 'alert rule');
  return (
    <>
      <p>
        {`A browser alerts nobody when it is closed. These ${kinds}, of thresholds and of what is normal at each hour of the day, do:`}
      </p>
      <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => prometheusRules(title, rules)}>
        Copy for Prometheus
      </ClipboardButton>{' '}
      <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => grafanaRules(title, rules)}>
        Copy for Grafana
      </ClipboardButton>
    </>
  );
}
