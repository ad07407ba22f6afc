import { configSchema, type Schema } from '../../src/runner/config/schema';

const MARKED = /(<!-- configuration[^>]*-->)[\s\S]*(<!-- \/configuration -->)/;

/** A page with the runner's configuration reference written between its marks, from the schema. */
export function withConfigReference(page: string): string {
  const rows = rowsOf(configSchema, '').map((cells) => `| ${cells.join(' | ')} |`);
  const table = ['| field | type | default | what |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return page.replace(
    MARKED,
    (_, open: string, close: string) => `${open}\n\n<!-- prettier-ignore -->\n${table}\n\n${close}`
  );
}

/** The fields of an object, those within it after it; the panel's options have a table of their own. */
function rowsOf(schema: Schema, prefix: string): string[][] {
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const { description = '', default: initial } = field;
    const row = [
      `\`${path}\`${required.includes(name) ? ' (required)' : ''}`,
      typeOf(field),
      initial === undefined ? '' : `\`${String(initial)}\``,
      String(description).replace(/[<|]/g, '\\$&'),
    ];
    const items = field.items as Schema | undefined;
    const within =
      name === 'options' ? [] : [...rowsOf(field, `${path}.`), ...(items ? rowsOf(items, `${path}[].`) : [])];
    return [row, ...within];
  });
}

function typeOf({ type, anyOf, pattern, minimum, maximum, enum: choices }: Schema): string {
  if (Array.isArray(choices)) {
    return choices.join(', ');
  }
  if (Array.isArray(anyOf)) {
    return anyOf.some((one: Schema) => JSON.stringify(one).includes('"env"')) ? 'secret' : 'see right';
  }
  if (type === 'string') {
    const text = String(pattern ?? '');
    return text.includes('smhdwy') ? 'duration' : text.includes('https') ? 'address' : 'text';
  }
  const range = [minimum !== undefined && `from ${minimum}`, maximum !== undefined && `to ${maximum}`].filter(Boolean);
  return [{ array: 'list', integer: 'whole number', boolean: 'true, false' }[String(type)] ?? type, ...range].join(' ');
}
