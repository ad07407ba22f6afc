import { readFileSync } from 'node:fs';
import type { Secret } from './config';

/**
 * The text of a secret, without the line end that editors add to a file.
 * @throws Error in words where the file or the variable does not exist or is empty
 */
export function readSecret(secret: Secret, env: NodeJS.ProcessEnv): string {
  const text = typeof secret === 'string' ? secret : readPlaced(secret, env);
  if (/[\r\n\0]/.test(text)) {
    throw new Error('it has more than one line, which no header can hold.');
  }
  return text;
}

function readPlaced(secret: Exclude<Secret, string>, env: NodeJS.ProcessEnv): string {
  const [found, where] =
    'env' in secret
      ? [env[secret.env], `the environment variable ${secret.env}`]
      : [readFileSync(secret.file, 'utf8').trimEnd(), secret.file];
  if (!found) {
    throw new Error(`there is nothing in ${where}.`);
  }
  return found;
}
