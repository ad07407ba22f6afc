/** What the caller of a command can put right: shown as one sentence, without a stack trace. */
export class Fault extends Error {}

/** The sentence to show for an error that the caller caused, undefined for a defect of ours. */
export function faultOf(error: unknown): string | undefined {
  if (error instanceof Fault) {
    return error.message;
  }
  const isOption = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isOption ? `${error.message.split('. ')[0]}` : undefined;
}
