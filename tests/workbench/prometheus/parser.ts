import { ApiError, notEvaluated } from './errors';
import { tokenize, type Token } from './lexer';

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

const PRECEDENCE: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };

const includes = <T extends string>(list: readonly T[], value: string): value is T =>
  (list as readonly string[]).includes(value);

type TokenValue<K extends Token['kind']> = K extends 'number' | 'duration' ? number : string;

/** Recursive descent over the tokens of one expression. */
class Parser {
  private position = 0;

  constructor(private readonly tokens: Token[]) {}

  parse(): Expression {
    const expression = this.binary(1);
    const rest = this.tokens[this.position];
    if (rest) {
      throw notEvaluated(`"${rest.value}" here`);
    }
    return expression;
  }

  private is(value: string): boolean {
    const token = this.tokens[this.position];
    return token !== undefined && token.kind !== 'string' && token.value === value;
  }

  private accept(value: string): boolean {
    const found = this.is(value);
    this.position += found ? 1 : 0;
    return found;
  }

  private expect(value: string) {
    if (!this.accept(value)) {
      throw this.unexpected(`expected "${value}"`);
    }
  }

  private take<K extends Token['kind']>(kind: K): TokenValue<K> {
    const token = this.tokens[this.position++];
    if (token?.kind !== kind) {
      this.position--;
      throw this.unexpected(`expected ${kind}`);
    }
    return token.value as TokenValue<K>;
  }

  private unexpected(expected: string): ApiError {
    const token = this.tokens[this.position];
    const found = token ? `"${token.value}"` : 'end of input';
    return new ApiError('bad_data', `parse error: unexpected ${found}, ${expected}`);
  }

  private binary(minimum: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = ARITHMETIC.find((candidate) => this.is(candidate));
      if (!operator || PRECEDENCE[operator] < minimum) {
        return left;
      }
      this.position++;
      // `^` binds to the right, all others to the left.
      const right = this.binary(operator === '^' ? PRECEDENCE[operator] : PRECEDENCE[operator] + 1);
      left = { kind: 'binary', operator, left, right };
    }
  }

  private unary(): Expression {
    if (this.accept('-')) {
      return {
        kind: 'binary',
        operator: '*',
        left: { kind: 'number', value: -1 },
        right: this.binary(PRECEDENCE['^']),
      };
    }
    this.accept('+');
    return this.primary();
  }

  private primary(): Expression {
    const token = this.tokens[this.position];
    if (this.accept('(')) {
      const inside = this.binary(1);
      this.expect(')');
      return inside;
    }
    if (token?.kind === 'number') {
      return { kind: 'number', value: this.take('number') };
    }
    if (this.is('{')) {
      return this.selector();
    }
    const name = this.take('name');
    if (includes(AGGREGATIONS, name) && (this.is('(') || this.is('by') || this.is('without'))) {
      return this.aggregation(name);
    }
    return this.is('(') ? this.call(name) : this.selector(name);
  }

  private call(name: string): Expression {
    this.expect('(');
    if (name === 'time') {
      this.expect(')');
      return { kind: 'time' };
    }
    if (name === 'vector') {
      const argument = this.binary(1);
      this.expect(')');
      return { kind: 'vector', argument };
    }
    if (!includes(RANGE_FUNCTIONS, name)) {
      throw notEvaluated(`${name}()`);
    }
    const argument = this.primary();
    if (argument.kind !== 'selector') {
      throw notEvaluated(`${name}() of anything but a selector`);
    }
    if (argument.range === undefined) {
      throw new ApiError(
        'bad_data',
        `parse error: expected type range vector in call to function "${name}", got instant vector`
      );
    }
    this.expect(')');
    return { kind: 'call', name, argument };
  }

  private grouping() {
    const without = this.accept('without');
    if (!without && !this.accept('by')) {
      return undefined;
    }
    return { labels: this.list(() => this.take('name')), without };
  }

  private list(item: () => string): string[] {
    const items: string[] = [];
    this.expect('(');
    while (!this.accept(')')) {
      items.push(item());
      this.accept(',');
    }
    return items;
  }

  private aggregation(name: (typeof AGGREGATIONS)[number]): Expression {
    const before = this.grouping();
    this.expect('(');
    const argument = this.binary(1);
    this.expect(')');
    return { kind: 'aggregation', name, argument, grouping: before ?? this.grouping() };
  }

  private selector(name?: string): Selector {
    const matchers: Matcher[] = name ? [{ label: '__name__', operator: '=', value: name }] : [];
    if (this.accept('{')) {
      while (!this.accept('}')) {
        const label = this.take('name');
        const operator = (['=', '!=', '=~', '!~'] as const).find((candidate) => this.accept(candidate));
        if (!operator) {
          throw this.unexpected('expected a matcher');
        }
        matchers.push({ label, operator, value: this.take('string') });
        this.accept(',');
      }
    }
    if (matchers.length === 0) {
      throw new ApiError('bad_data', 'parse error: vector selector must contain at least one non-empty matcher');
    }
    let range: number | undefined;
    if (this.accept('[')) {
      range = this.take('duration');
      if (this.is(':')) {
        throw notEvaluated('subqueries');
      }
      this.expect(']');
    }
    const offset = this.accept('offset') ? this.take('duration') : 0;
    return { kind: 'selector', matchers, range, offset };
  }
}

/** The syntax tree of the PromQL that the demo needs. @throws ApiError for anything else */
export const parseExpression = (text: string): Expression => new Parser(tokenize(text)).parse();
