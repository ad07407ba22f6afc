import { formatMetric } from '../wire';
import { type Metric } from '../types';

/**
 * Names for the series of one query, one per metric.
 *
 * - empty: all labels, as PromQL writes them (the query's name where there are none);
 * - `__auto`: the shortest name that tells the series apart: the metric's name where there is one series, else the
 *   labels in which they differ;
 * - else a template: `{{label}}` becomes the label's value, and nothing where the series has no such label.
 */
export function legends(metrics: Metric[], format: string | undefined, name: string): string[] {
  if (format === '__auto') {
    return autoLegends(metrics, name);
  }
  return metrics.map((metric) =>
    format ? fillTemplate(format, metric) : Object.keys(metric).length > 0 ? formatMetric(metric) : name
  );
}

/** The template with `{{label}}` replaced by the label's value. */
export function fillTemplate(template: string, metric: Metric): string {
  return template.replace(/\{\{([^{}]+)\}\}/g, (_, name: string) => {
    const label = name.trim();
    return Object.hasOwn(metric, label) ? metric[label] : '';
  });
}

/** The template with each of the labels at its end, in the place of one that is only begun: what may be typed next. */
export function completeLegend(typed: string, labels: readonly string[]): string[] {
  const open = /\{\{?([^{}]*)$/.exec(typed);
  const [before, begun] = open ? [typed.slice(0, open.index), open[1].trim()] : [typed, ''];
  return labels.filter((label) => label.startsWith(begun)).map((label) => `${before}{{${label}}}`);
}

function autoLegends(metrics: Metric[], name: string): string[] {
  if (metrics.length === 1) {
    return [metrics[0].__name__ ?? (Object.keys(metrics[0]).length > 0 ? formatMetric(metrics[0]) : name)];
  }
  const names = new Set(metrics.flatMap((metric) => Object.keys(metric)));
  const differing = [...names].filter((name) => new Set(metrics.map((metric) => metric[name])).size > 1);
  return metrics.map((metric) => {
    const own = Object.fromEntries(differing.filter((name) => name in metric).map((name) => [name, metric[name]]));
    return (differing.length === 1 && own[differing[0]]) || formatMetric(own);
  });
}
