import type { DataQuery } from '@grafana/schema';
import { exprOf, scan } from '../../core/promql';
import { say } from '../../language';
import type { LiveSeries } from '../frames';
import type { Resets, SeriesForecast } from '../session';

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
  const code = codeOf(expr);
  const found = COUNTER.exec(code);
  if (!found || /[[@]|\boffset\b/.test(code)) {
    return '';
  }
  const end = found.index + found[0].length;
  const labels = /^\s*\{[^}]*\}/.exec(code.slice(end))?.[0].length ?? 0;
  const selector = expr.slice(found.index, end + labels);
  return `${expr.slice(0, found.index)}rate(${selector}[$__rate_interval])${expr.slice(end + labels)}`;
}

/** Functions that take the restarts of counters out. */
const OVER_RESETS = /\b(rate|irate|increase)\s*\(/;

/** The series, each with the restarts of its counter: as its query takes them out, or as they are found in its history. */
export function withResets(series: SeriesForecast[], targets: DataQuery[] = [], live: LiveSeries[]): SeriesForecast[] {
  return series.map((one) => {
    const refId = live.find(({ key }) => key === one.key)?.refId;
    const target = targets.find((asked) => asked.refId === refId);
    const code = codeOf((target && exprOf(target)) ?? '');
    const [, name] = OVER_RESETS.exec(code) ?? [];
    // A disk that is cleaned up falls as a counter does.
    const found = COUNTER.test(code) ? resetsIn(one.history?.values ?? []) : ({ kind: 'no-counter' } as const);
    return { ...one, resets: name ? { kind: 'by-function', name } : found };
  });
}

/** An expression without what is in its strings and comments, as long as before. */
function codeOf(expr: string): string {
  let code = '';
  scan(expr, 'code', (piece, place) => (code += place === 'code' ? piece : ' '.repeat(piece.length)));
  return code;
}

const counts = ({ values }: LiveSeries): boolean => resetsIn(values).kind === 'counted';

/** Falls of values that rise otherwise, and fall only as they do when what counts restarts. */
function resetsIn(values: ArrayLike<number>): Resets {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  const falls = known.filter((value, i) => i > 0 && value < known[i - 1]);
  const isCut = (value: number, before: number) => value <= AFTER_RESTART * before;
  const areRestarts = known.every((value, i) => i === 0 || value >= known[i - 1] || isCut(value, known[i - 1]));
  const rises = known.filter((value, i) => i > 0 && value > known[i - 1]).length;
  return areRestarts && rises >= RISES && falls.length <= rises / RISES
    ? { kind: 'counted', count: falls.length }
    : { kind: 'no-counter' };
}
