import type { DataQuery } from '@grafana/schema';
import { exprOf, scan } from '../../core/promql';
import { say } from '../../language';
import type { LiveSeries } from '../frames';

/** Metrics that count, by Prometheus's naming rules, with their labels. */
const COUNTER = /(?<![\w:])([a-zA-Z_:][\w:]*_(?:total|count|sum|bucket))(?![\w:])/;
/** Fewer rises than this say nothing. */
const RISES = 3;
/** A restart leaves less than this of a counter. */
const AFTER_RESTART = 0.5;

/** A sentence with the query to use where a query asks for a counter itself, which only rises until it restarts. */
export function counterHints(targets: DataQuery[], live: LiveSeries[]): string[] {
  return targets.flatMap((target) => {
    const expr = exprOf(target)?.trim() ?? '';
    const better = !target.hide && live.some((one) => one.refId === target.refId && counts(one)) ? withRate(expr) : '';
    return better
      ? [say('“{{expr}}” is a counter, which only rises. Its rate can be forecast: {{better}}', { expr, better })]
      : [];
  });
}

/** The expression with the counter's rate in the counter's place; empty where it has no counter, or a window already. */
function withRate(expr: string): string {
  let code = '';
  scan(expr, 'code', (piece, place) => (code += place === 'code' ? piece : ' '.repeat(piece.length)));
  const found = COUNTER.exec(code);
  if (!found || /[[@]|\boffset\b/.test(code)) {
    return '';
  }
  const end = found.index + found[0].length;
  const labels = /^\s*\{[^}]*\}/.exec(code.slice(end))?.[0].length ?? 0;
  const selector = expr.slice(found.index, end + labels);
  return `${expr.slice(0, found.index)}rate(${selector}[$__rate_interval])${expr.slice(end + labels)}`;
}

/** Whether values rise, and fall only as they do when what counts restarts. */
function counts({ values }: LiveSeries): boolean {
  const known = values.filter((value) => !Number.isNaN(value));
  const falls = known.some((value, i) => i > 0 && value < known[i - 1] && value > AFTER_RESTART * known[i - 1]);
  return !falls && known.filter((value, i) => i > 0 && value > known[i - 1]).length >= RISES;
}
