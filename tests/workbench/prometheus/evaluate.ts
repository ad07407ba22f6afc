import { MINUTE, type Scenario } from '../scenarios';
import { ApiError } from './errors';
import type { Expression, Matcher, Selector } from './parser';
import { rangeFunctions, type Sample } from './rangeFunctions';

export type Labels = Record<string, string>;
export interface Element {
  labels: Labels;
  value: number;
}
/** A scalar, or an instant vector. */
export type Value = number | Element[];

/** Samples older than this are stale. */
const LOOKBACK_MS = 5 * MINUTE;

/** What is stored: the scenarios' samples of whole minutes in [start, end], ms. */
export interface Storage {
  scenarios: Scenario[];
  start: number;
  end: () => number;
}

/** The same scenario; a minute is computed once. */
export function remember(scenario: Scenario): Scenario {
  const known = new Map<number, number>();
  return {
    ...scenario,
    value(time) {
      const minute = Math.floor(time / MINUTE);
      const value = known.get(minute) ?? scenario.value(minute * MINUTE);
      known.set(minute, value);
      return value;
    },
  };
}

const metricOf = (scenario: Scenario): Labels => ({ __name__: scenario.metric, ...scenario.labels });

function matches(labels: Labels, { label, operator, value }: Matcher): boolean {
  const actual = labels[label] ?? '';
  const isMatch = operator === '=' || operator === '!=' ? actual === value : new RegExp(`^(?:${value})$`).test(actual);
  return operator.startsWith('!') ? !isMatch : isMatch;
}

/** The series that a selector names, with their labels. */
export const select = ({ scenarios }: Storage, matchers: Matcher[]) =>
  scenarios
    .map((scenario) => ({ scenario, labels: metricOf(scenario) }))
    .filter(({ labels }) => matchers.every((matcher) => matches(labels, matcher)));

/** Samples in [from, to], ms, by time. */
export function samplesBetween({ start, end }: Storage, scenario: Scenario, from: number, to: number): Sample[] {
  const samples: Sample[] = [];
  const first = Math.ceil(Math.max(from, start) / MINUTE) * MINUTE;
  for (let time = first; time <= Math.min(to, end()); time += MINUTE) {
    const value = scenario.value(time);
    if (!Number.isNaN(value)) {
      samples.push({ time, value });
    }
  }
  return samples;
}

/** The last sample within the look-back, NaN without one. */
function latest({ start, end }: Storage, scenario: Scenario, at: number): number {
  const oldest = Math.max(at - LOOKBACK_MS, start);
  for (let time = Math.floor(Math.min(at, end()) / MINUTE) * MINUTE; time >= oldest; time -= MINUTE) {
    const value = scenario.value(time);
    if (!Number.isNaN(value)) {
      return value;
    }
  }
  return NaN;
}

function instant(storage: Storage, selector: Selector, time: number): Element[] {
  if (selector.range !== undefined) {
    throw new ApiError(
      'bad_data',
      'invalid expression type "range vector" for range query, must be Scalar or instant Vector'
    );
  }
  const at = time - selector.offset * 1000;
  return select(storage, selector.matchers).flatMap(({ scenario, labels }) => {
    const value = latest(storage, scenario, at);
    return Number.isNaN(value) ? [] : [{ labels, value }];
  });
}

const withoutName = ({ __name__, ...labels }: Labels): Labels => labels;
const key = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());

const operations: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

/** Vectors match one to one, by all labels but the name. */
function binary(operator: string, left: Value, right: Value): Value {
  const apply = operations[operator];
  if (typeof left === 'number' && typeof right === 'number') {
    return apply(left, right);
  }
  if (typeof right === 'number') {
    return (left as Element[]).map(({ labels, value }) => ({
      labels: withoutName(labels),
      value: apply(value, right),
    }));
  }
  if (typeof left === 'number') {
    return right.map(({ labels, value }) => ({ labels: withoutName(labels), value: apply(left, value) }));
  }
  const byLabels = new Map(right.map((element) => [key(withoutName(element.labels)), element.value]));
  if (byLabels.size < right.length) {
    throw new ApiError(
      'execution',
      'found duplicate series for the match group on the right hand-side of the operation'
    );
  }
  return left.flatMap(({ labels, value }) => {
    const other = byLabels.get(key(withoutName(labels)));
    return other === undefined ? [] : [{ labels: withoutName(labels), value: apply(value, other) }];
  });
}

const aggregations: Record<string, (values: number[]) => number> = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  avg: (values) => values.reduce((a, b) => a + b, 0) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  count: (values) => values.length,
};

function aggregate(expression: Extract<Expression, { kind: 'aggregation' }>, vector: Value): Element[] {
  if (typeof vector === 'number') {
    throw new ApiError('bad_data', 'parse error: expected type instant vector in aggregation expression, got scalar');
  }
  const { labels: names, without } = expression.grouping ?? { labels: [], without: false };
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const { labels, value } of vector) {
    const kept = Object.entries(withoutName(labels)).filter(([name]) => names.includes(name) !== without);
    const group = Object.fromEntries(kept);
    const found = groups.get(key(group)) ?? { labels: group, values: [] };
    found.values.push(value);
    groups.set(key(group), found);
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: aggregations[expression.name](values) }));
}

/** The value of an expression at `time`, ms. @throws ApiError in Prometheus's words where it would fail as well */
export function evaluate(storage: Storage, expression: Expression, time: number): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'time':
      return time / 1000;
    case 'vector': {
      const value = evaluate(storage, expression.argument, time);
      if (typeof value !== 'number') {
        throw new ApiError(
          'bad_data',
          'parse error: expected type scalar in call to function "vector", got instant vector'
        );
      }
      return [{ labels: {}, value }];
    }
    case 'selector':
      return instant(storage, expression, time);
    case 'call': {
      const { matchers, range, offset } = expression.argument;
      const end = time - offset * 1000;
      const start = end - range! * 1000;
      return select(storage, matchers).flatMap(({ scenario, labels }) => {
        const value = rangeFunctions[expression.name](samplesBetween(storage, scenario, start, end), start, end);
        return value === undefined ? [] : [{ labels: withoutName(labels), value }];
      });
    }
    case 'aggregation':
      return aggregate(expression, evaluate(storage, expression.argument, time));
    case 'binary':
      return binary(
        expression.operator,
        evaluate(storage, expression.left, time),
        evaluate(storage, expression.right, time)
      );
  }
}
