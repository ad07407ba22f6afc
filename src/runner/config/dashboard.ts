import { isRecord } from '../../datasource/wire';
import type { FieldFacts } from '../../core/bands';
import { type ThresholdFacts, isLowBad, thresholdsOf } from '../../core/breaches';
import type { StoredOptions } from '../../core/options';
import { replaceTimeVariables, timeValues } from '../../core/promql';
import type { Threshold, WatchedQuery } from './config';
import { watchedQuery } from './readConfig';

const PANEL = 'presage-forecast-panel';

interface Target {
  expr?: unknown;
  hide?: boolean;
  refId?: string;
}
interface Panel {
  type?: string;
  id?: number;
  title?: string;
  targets?: Target[];
  options?: Partial<StoredOptions>;
  fieldConfig?: {
    defaults?: FieldFacts & ThresholdFacts;
  };
  panels?: Panel[];
}
interface Variable {
  name?: string;
  current?: { value?: unknown };
  allValue?: string;
  options?: Array<{ value?: unknown }>;
}

/**
 * The queries of every Presage panel of a dashboard, rows included, with the options saved there and variables at the
 * values saved there; several values are a regular expression, as in Grafana.
 *
 * @param dashboard JSON as Grafana exports or provisions it
 * @param scrapeInterval seconds
 * @param train an LSTM of each series
 * @throws Error in words where it is no dashboard or has no such panel
 */
export function queriesOfDashboard(dashboard: unknown, scrapeInterval: number, train = true): WatchedQuery[] {
  const { title, panels, templating } = (
    isRecord(dashboard) && isRecord(dashboard.dashboard) ? dashboard.dashboard : dashboard
  ) as { title?: string; panels?: Panel[]; templating?: { list?: Variable[] } };
  if (!Array.isArray(panels)) {
    throw new Error('no dashboard: it has no list of panels. Export it from Grafana as JSON.');
  }
  const values = new Map((templating?.list ?? []).map((variable) => [variable.name, valueOf(variable)]));
  const found = panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter(({ type }) => type === PANEL);
  if (found.length === 0) {
    throw new Error(`the dashboard ${title ?? ''} has no Presage panel (${PANEL}).`);
  }
  return found.flatMap((panel) =>
    (panel.targets ?? []).flatMap(({ expr, hide, refId = 'A' }) => {
      if (hide || typeof expr !== 'string' || expr.trim() === '') {
        return [];
      }
      const isAlone = found.filter((other) => other.title === panel.title).length === 1;
      const label = [panel.title, ...(isAlone && panel.title ? [] : [panel.id])].filter(Boolean).join(' ');
      const name = `${title || 'dashboard'}/${label}/${refId}`;
      const query = watchedQuery(
        name,
        '',
        panel.options ?? {},
        watchedThresholds(panel.fieldConfig),
        panel.fieldConfig?.defaults ?? {},
        train
      );
      const { step, history } = query.options;
      const time = replaceTimeVariables(expr, timeValues(step, scrapeInterval, 1000 * history));
      return [{ ...query, expr: replaceVariables(time, values) }];
    })
  );
}

/** Of a panel's own field, each with the side that its colours say is bad. */
function watchedThresholds({ defaults = {} }: NonNullable<Panel['fieldConfig']> = {}): Threshold[] {
  return thresholdsOf(defaults).map((value) => ({ value, direction: isLowBad(defaults, value) ? 'below' : 'above' }));
}

function valueOf({ name, current, allValue, options = [] }: Variable): string | undefined {
  const value = current?.value;
  if (value === undefined || name === undefined) {
    return undefined;
  }
  const list = (Array.isArray(value) ? value : [value]).map(String);
  if (list.includes('$__all')) {
    return allValue ?? alternatives(options.map((option) => String(option.value)).filter((one) => one !== '$__all'));
  }
  return list.length === 1 ? list[0] : alternatives(list);
}

const alternatives = (values: string[]) =>
  values.length === 0 ? '.*' : `(${values.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\\\$&')).join('|')})`;

/** `$name`, `${name}`, `${name:format}`, `[[name]]`. @throws Error where a variable of the dashboard has no value */
function replaceVariables(text: string, values: ReadonlyMap<string | undefined, string | undefined>): string {
  return text.replace(/\$\{(\w+)(?::[^}]*)?\}|\$(\w+)|\[\[(\w+)\]\]/g, (match, braced, plain, squared) => {
    const name = String(braced ?? plain ?? squared);
    if (values.has(name) && values.get(name) === undefined) {
      throw new Error(
        `the variable ${name} has no saved value: choose one in Grafana, and save the dashboard with it.`
      );
    }
    return values.get(name) ?? match;
  });
}
