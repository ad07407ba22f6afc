/**
 * Messages as text, typed arrays and numbers that JSON does not know included. Text passes every membrane and every
 * clone unchanged, which objects do not: Grafana's frontend sandbox hands typed arrays on as plain objects.
 */
import { ARRAY_NAMES, type ArrayName } from '../core/math';

/** Marks what JSON has no form for. */
const MARK = '$presage';

interface MarkedArray {
  [MARK]: ArrayName;
  values: number[];
}

const isArrayName = (name: unknown): name is ArrayName => (ARRAY_NAMES as unknown[]).includes(name);

/** Typed arrays of any realm, and what stands in for them. */
function arrayName(value: object): ArrayName | undefined {
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return isArrayName(name) ? name : undefined;
}

/** Properties that are undefined are left out; functions and cycles are not for messages. */
export function toText(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return { [MARK]: String(value) };
    }
    const name = typeof value === 'object' && value !== null ? arrayName(value) : undefined;
    return name ? ({ [MARK]: name, values: [...(value as Iterable<number>)] } satisfies MarkedArray) : value;
  });
}

/** @throws SyntaxError */
export function fromText(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(MARK in value)) {
      return value;
    }
    const name = value[MARK];
    const values = 'values' in value ? value.values : undefined;
    return isArrayName(name) && Array.isArray(values) ? globalThis[name].from(values) : Number(name);
  });
}
