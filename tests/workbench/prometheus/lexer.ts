import { ApiError } from './errors';

export type Token =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  /** seconds */
  | { kind: 'duration'; value: number }
  | { kind: 'name'; value: string }
  | { kind: 'punctuation'; value: string };

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };
const PATTERNS: Array<[Token['kind'] | 'space', RegExp]> = [
  ['space', /^(?:\s+|#[^\n]*)/],
  ['duration', /^(?:\d+(?:ms|[smhdwy]))+(?![\w.])/],
  ['number', /^(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|(?:inf|nan)(?!\w))/i],
  ['name', /^[a-z_:][\w:]*/i],
  ['string', /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/],
  ['punctuation', /^(?:=~|!~|!=|==|>=|<=|[-+*/%^(){}[\],:=<>@])/],
];

/** `1h30m` in seconds. */
export const parseDuration = (text: string): number =>
  [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);

const parseNumber = (text: string) => (/^inf$/i.test(text) ? Infinity : /^nan$/i.test(text) ? NaN : Number(text));

function parseString(text: string): string {
  const body = text.slice(1, -1);
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return text[0] === '`' ? body : body.replace(/\\(.)/g, (_, character) => escapes[character] ?? character);
}

/** PromQL text as tokens. @throws ApiError `bad_data` */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let position = 0; position < text.length;) {
    const rest = text.slice(position);
    const found = PATTERNS.map(([kind, pattern]) => ({ kind, match: pattern.exec(rest)?.[0] })).find(
      ({ match }) => match
    );
    if (!found?.match) {
      throw new ApiError('bad_data', `1:${position + 1}: parse error: unexpected character: '${rest[0]}'`);
    }
    const { kind, match } = found;
    position += match.length;
    if (kind === 'number') {
      tokens.push({ kind, value: parseNumber(match) });
    } else if (kind === 'duration') {
      tokens.push({ kind, value: parseDuration(match) });
    } else if (kind === 'string') {
      tokens.push({ kind, value: parseString(match) });
    } else if (kind !== 'space') {
      tokens.push({ kind, value: match });
    }
  }
  return tokens;
}
