/** Longest sentence of somebody else that is told on. */
const TOLD = 200;
/** Texts shorter than this are hidden nowhere: they are parts of words. */
const SHORT = 4;

/** The cause that undici hides behind "fetch failed". */
export function reasonOf(error: unknown): string {
  const { message = String(error), cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The words of somebody else as they may stand in a log: one short line, in which no secret is. */
export function hide(text: string, secrets: readonly string[]): string {
  // A token is sent behind a word such as Bearer.
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(' ')]).filter(({ length }) => length >= SHORT);
  const longest = [...new Set(parts)].sort((a, b) => b.length - a.length);
  return longest
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, TOLD);
}
