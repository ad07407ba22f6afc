import type { ErrorObject } from 'ajv';
import { type LineCounter, type Document, isMap, isNode, isPair } from 'yaml';

/** A fault of a configuration: its place, and what would be right. */
export interface Problem {
  /** 1-based; absent where the file has no such place */
  line?: number;
  /** such as `groups.0.queries.1.expr`; empty for the whole file */
  field: string;
  /** completes "<field>: ..." */
  what: string;
}

/** A configuration that cannot be used. */
export class ConfigFailure extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly Problem[]
  ) {
    super(problems.map((problem) => describeProblem(file, problem)).join('\n'));
    this.name = 'ConfigFailure';
  }
}

/** One line: where, which field, what is wrong and what would be right. */
export function describeProblem(file: string, { line, field, what }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${field ? `${field}: ` : ''}${what}`;
}

/** A failed check of the schema in words. */
export function toProblem(error: ErrorObject, doc: Document, lines: LineCounter): Problem {
  const named = error.propertyName === undefined ? [] : [error.propertyName];
  const path = [...error.instancePath.split('/').slice(1).map(unescape), ...named];
  const { params } = error;
  const field = path.join('.');
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const what = `unknown field${known.length > 0 ? `; known here: ${known.join(', ')}` : ''}.`;
      return { line: lineOf(doc, lines, [...path, name]), field: [...path, name].join('.'), what };
    }
    case 'required':
      return { line: lineOf(doc, lines, path), field, what: `the field ${params.missingProperty} is missing.` };
    case 'enum':
      return { line: lineOf(doc, lines, path), field, what: `must be one of ${params.allowedValues.join(', ')}.` };
    case 'pattern': {
      const isDuration = String(params.pattern).includes('smhdwy');
      const right = isDuration ? 'a duration such as 30s, 5m or 1h' : `of the form ${params.pattern}`;
      return { line: lineOf(doc, lines, path), field, what: `must be ${right}.` };
    }
    default:
      return { line: lineOf(doc, lines, path), field, what: `${error.message ?? 'is invalid'}.` };
  }
}

const unescape = (part: string) => part.replace(/~1/g, '/').replace(/~0/g, '~');

/** The line of a field's name, or of the item of a list; of the nearest place around it where it is absent. */
export function lineOf(doc: Document, lines: LineCounter, path: readonly string[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const found = placeOf(doc, path.slice(0, depth));
    if (found !== undefined) {
      return lines.linePos(found).line;
    }
  }
  return undefined;
}

function placeOf(doc: Document, path: readonly string[]): number | undefined {
  const last = path[path.length - 1];
  const keys = path.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const parent = path.length > 0 ? doc.getIn(keys.slice(0, -1), true) : undefined;
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && String(item.key) === last);
    return pair && isNode(pair.key) ? pair.key.range?.[0] : undefined;
  }
  const node = doc.getIn(keys, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
