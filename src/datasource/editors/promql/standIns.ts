/** `$name`, `${name}`, `${name:format}`, `[[name]]`: what PromQL's own grammar knows nothing of. */
const variable = /\$\{\w+(?::[^}]*)?\}|\$\w+|\[\[\w+(?::[^\]]*)?\]\]/g;
/** The places of a duration: after the bracket or colon of a range, and after `offset`. */
const beforeDuration = /(?:\[|:|\boffset\s+-?)\s*$/i;

export const hasVariables = (text: string): boolean => text.search(variable) >= 0;

/** The text with variables replaced by something of the same length that may stand there: a duration or a name. */
export function standIns(text: string): string {
  return text.replace(variable, (found, offset: number) =>
    beforeDuration.test(text.slice(Math.max(0, offset - 20), offset))
      ? `${'1'.repeat(found.length - 1)}m`
      : 'x'.repeat(found.length)
  );
}
