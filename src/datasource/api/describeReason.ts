import { type ValueOf } from '../../core/language';
import { say, sentences } from '../../language';

/** Errors that a JavaScript engine throws at a mistake in code: their words are not for those who read a dashboard. */
const engineErrors = [TypeError, RangeError, ReferenceError, SyntaxError];

/** A sentence for whatever was thrown. The messages of our own errors are sentences already. */
export function describeReason(reason: unknown, who: ValueOf = 'Presage'): string {
  const message = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : '';
  if (message && !engineErrors.some((kind) => reason instanceof kind)) {
    return message;
  }
  return sentences(
    message
      ? say('{{who}} made a mistake on this answer ({{message}}).', { who, message })
      : say('{{who}} failed and did not say why.', { who }),
    say('Run the query again; if it fails again, report the query and this text.')
  );
}
