import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import { ApiError, notEvaluated } from './errors';

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Selector {
  kind: 'selector';
  matchers: Matcher[];
  /** seconds; a range vector where it is set */
  range?: number;
  /** seconds into the past */
  offset: number;
}

export const ARITHMETIC = ['+', '-', '*', '/', '%', '^'] as const;
export const AGGREGATIONS = ['sum', 'avg', 'min', 'max', 'count'] as const;
export const RANGE_FUNCTIONS = [
  'rate',
  'increase',
  'delta',
  'avg_over_time',
  'min_over_time',
  'max_over_time',
  'sum_over_time',
  'count_over_time',
] as const;

export type Expression =
  | { kind: 'number'; value: number }
  | Selector
  | { kind: 'call'; name: (typeof RANGE_FUNCTIONS)[number]; argument: Selector }
  | { kind: 'time' }
  | { kind: 'vector'; argument: Expression }
  | {
      kind: 'aggregation';
      name: (typeof AGGREGATIONS)[number];
      argument: Expression;
      grouping?: { labels: string[]; without: boolean };
    }
  | { kind: 'binary'; operator: (typeof ARITHMETIC)[number]; left: Expression; right: Expression };

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };

const includes = <T extends string>(list: readonly T[], value: string): value is T =>
  (list as readonly string[]).includes(value);

/** `1h30m` in seconds. */
export const parseDuration = (text: string): number =>
  [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);

/**
 * The syntax tree of the PromQL that the demo needs, read from the tree of the Prometheus project's own grammar.
 * @throws ApiError for anything else
 */
export function parseExpression(text: string): Expression {
  const { topNode } = parser.parse(text);
  rejectErrors(topNode, text);
  const root = topNode.firstChild;
  if (!root) {
    throw new ApiError('bad_data', 'unknown position: parse error: no expression found in input');
  }
  return toExpression(root, text);
}

/** The grammar recovers from mistakes and marks them; Prometheus refuses them. */
function rejectErrors(top: SyntaxNode, text: string) {
  top.cursor().iterate(({ type, from, to }) => {
    if (type.isError) {
      const found = text.slice(from, to) || text.slice(from).trimStart().slice(0, 1);
      const what = found === '' ? 'end of input' : `"${found}"`;
      throw new ApiError('bad_data', `1:${from + 1}: parse error: unexpected ${what}`);
    }
  });
}

const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    children.push(child);
  }
  return children;
};

function toExpression(node: SyntaxNode, text: string): Expression {
  const source = (part: SyntaxNode | null) => (part ? text.slice(part.from, part.to) : '');
  const children = childrenOf(node);
  switch (node.name) {
    case 'NumberDurationLiteral':
      return { kind: 'number', value: parseNumber(source(node)) };
    case 'ParenExpr':
      return toExpression(children[0], text);
    case 'UnaryExpr': {
      const inside = toExpression(children[1], text);
      const minusOne: Expression = { kind: 'number', value: -1 };
      return source(children[0]) === '+' ? inside : { kind: 'binary', operator: '*', left: minusOne, right: inside };
    }
    case 'BinaryExpr': {
      const operator = source(children[1]);
      if (children.length !== 3 || !includes(ARITHMETIC, operator)) {
        throw notEvaluated(`"${source(node)}"`);
      }
      return {
        kind: 'binary',
        operator,
        left: toExpression(children[0], text),
        right: toExpression(children[2], text),
      };
    }
    case 'AggregateExpr':
      return toAggregation(node, text);
    case 'FunctionCall':
      return toCall(node, text);
    case 'VectorSelector':
    case 'MatrixSelector':
    case 'OffsetExpr':
      return toSelector(node, text);
    case 'SubqueryExpr':
      throw notEvaluated('subqueries');
    default:
      throw notEvaluated(`"${source(node)}" here`);
  }
}

function toAggregation(node: SyntaxNode, text: string): Expression {
  const name = text.slice(node.firstChild!.from, node.firstChild!.to).toLowerCase();
  const inside = childrenOf(node.getChild('FunctionCallBody')!);
  if (!includes(AGGREGATIONS, name) || inside.length !== 1) {
    throw notEvaluated(`${name}()`);
  }
  const modifier = node.getChild('AggregateModifier');
  const labels = modifier?.getChild('GroupingLabels')?.getChildren('LabelName') ?? [];
  const grouping = modifier
    ? { labels: labels.map(({ from, to }) => text.slice(from, to)), without: modifier.getChild('Without') !== null }
    : undefined;
  return { kind: 'aggregation', name, argument: toExpression(inside[0], text), grouping };
}

function toCall(node: SyntaxNode, text: string): Expression {
  const { from, to } = node.getChild('FunctionIdentifier')!;
  const name = text.slice(from, to);
  const [argument] = childrenOf(node.getChild('FunctionCallBody')!);
  if (name === 'time') {
    return { kind: 'time' };
  }
  if (name === 'vector') {
    return { kind: 'vector', argument: toExpression(argument, text) };
  }
  if (!includes(RANGE_FUNCTIONS, name)) {
    throw notEvaluated(`${name}()`);
  }
  const selector = toExpression(argument, text);
  if (selector.kind !== 'selector') {
    throw notEvaluated(`${name}() of anything but a selector`);
  }
  if (selector.range === undefined) {
    throw new ApiError(
      'bad_data',
      `parse error: expected type range vector in call to function "${name}", got instant vector`
    );
  }
  return { kind: 'call', name, argument: selector };
}

function toSelector(node: SyntaxNode, text: string): Selector {
  const source = ({ from, to }: SyntaxNode) => text.slice(from, to);
  const inner = node.firstChild!;
  if (node.name === 'OffsetExpr') {
    const offset = node.getChild('OffsetDurationExpr')!;
    return { ...toSelector(inner, text), offset: parseDuration(source(offset)) * (source(offset)[0] === '-' ? -1 : 1) };
  }
  if (node.name === 'MatrixSelector') {
    return { ...toSelector(inner, text), range: parseDuration(source(node.getChild('DurationExpr')!)) };
  }
  if (node.name !== 'VectorSelector') {
    throw notEvaluated(`"${source(node)}" here`);
  }
  const name = node.getChild('Identifier');
  const matchers: Matcher[] = name ? [{ label: '__name__', operator: '=', value: source(name) }] : [];
  for (const matcher of node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []) {
    const [label, operator, value] = childrenOf(matcher).map(source);
    matchers.push({ label, operator: operator as Matcher['operator'], value: parseString(value) });
  }
  if (!matchers.some(({ value }) => value !== '')) {
    throw new ApiError('bad_data', 'parse error: vector selector must contain at least one non-empty matcher');
  }
  return { kind: 'selector', matchers, offset: 0 };
}

/** Since Prometheus 3.0 a duration stands for its seconds; 0x and exponents are numbers as in JavaScript. */
function parseNumber(text: string): number {
  const constant = { inf: Infinity, nan: NaN }[text.toLowerCase()];
  return constant ?? (/[smhdwy]$/.test(text) && !/^0x/i.test(text) ? parseDuration(text) : Number(text));
}

function parseString(text: string): string {
  const body = text.slice(1, -1);
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return text[0] === '`' ? body : body.replace(/\\(.)/g, (_, character) => escapes[character] ?? character);
}
