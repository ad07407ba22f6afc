/** What the caller of a command can put right: shown as one sentence, without a stack trace. */
export class Fault extends Error {}

/** The sentence to show for an error that the caller caused, undefined for a defect of ours. */
export function faultOf(error: unknown): string | undefined {
  if (error instanceof Fault) {
    return error.message;
  }
  // Not instanceof: errors of Node's own modules come from another realm under Jest.
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return String(code).startsWith('ERR_PARSE_ARGS')
    ? `${String(message).split('. ')[0]}: leave it out or correct it`
    : undefined;
}
