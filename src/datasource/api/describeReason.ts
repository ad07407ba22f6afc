/** Errors that a JavaScript engine throws at a mistake in code: their words are not for those who read a dashboard. */
const engineErrors = [TypeError, RangeError, ReferenceError, SyntaxError];

/** A sentence for whatever was thrown. The messages of our own errors are sentences already. */
export function describeReason(reason: unknown, who = 'Presage'): string {
  const message = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : '';
  if (message && !engineErrors.some((kind) => reason instanceof kind)) {
    return message;
  }
  const what = message ? `made a mistake on this answer (${message})` : 'failed and did not say why';
  return `${who} ${what}. Run the query again; if it fails again, report the query and this text.`;
}
