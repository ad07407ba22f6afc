import { parser } from '@prometheus-io/lezer-promql';
import { type Phrase, phrase } from '../../core/language';
import { labelName } from '../../core/promql';
import { list, say } from '../../language';
import { type LabelFilter } from '../types';

/**
 * PromQL with the filters as matchers of each of its selectors.
 *
 * @param expr variables replaced
 * @throws Error with a sentence where a filter cannot be written: the answer without it would show what it hides
 */
export function addFilters(expr: string, filters: readonly LabelFilter[]): string {
  const matchers = filters.flatMap(matcherOf).join(', ');
  if (!matchers) {
    return expr;
  }
  const inserts: Array<{ at: number; text: string }> = [];
  let isBroken = false;
  parser.parse(expr).iterate({
    enter: ({ node, type }) => {
      isBroken = isBroken || type.isError;
      if (type.name !== 'VectorSelector') {
        return;
      }
      const braces = node.getChild('LabelMatchers');
      if (!braces) {
        inserts.push({ at: node.to, text: `{${matchers}}` });
        return;
      }
      const inside = expr.slice(braces.from + 1, braces.to - 1).trim();
      inserts.push({ at: braces.from + 1, text: inside ? `${matchers}, ` : matchers });
    },
  });
  if (isBroken) {
    throw refusal(
      phrase('it is not PromQL as Prometheus writes it. Correct the query, or write the filters into it as matchers.')
    );
  }
  return inserts.reverse().reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), expr);
}

const several: Record<string, string> = { '=|': '=~', '!=|': '!~' };
const single = ['=', '!=', '=~', '!~'];

const refusal = (why: Phrase) =>
  new Error(say("The dashboard's filters cannot be written into this query: {{why}}", { why }));

/** None for a filter that has no key yet. */
function matcherOf({ key, operator, value, values }: LabelFilter): string[] {
  const label = labelName(key);
  if (!key) {
    return [];
  }
  if (several[operator]) {
    const pattern = (values ?? [value]).map(escapeRegex).join('|');
    return [`${label}${several[operator]}${JSON.stringify(pattern)}`];
  }
  if (!single.includes(operator)) {
    throw refusal(
      phrase('Prometheus has no operator {{operator}} for labels. Choose {{others}}.', {
        operator,
        others: list(single),
      })
    );
  }
  return [`${label}${operator}${JSON.stringify(value)}`];
}

const escapeRegex = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
