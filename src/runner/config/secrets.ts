import { readFileSync } from 'node:fs';
import type { Secret } from './config';

/**
 * The text of a secret, without the line end that editors add to a file.
 * @throws Error in words where the file or the variable does not exist or is empty
 */
export function readSecret(secret: Secret, env: NodeJS.ProcessEnv): string {
  if (typeof secret === 'string') {
    return secret;
  }
  const [found, where] =
    'env' in secret
      ? [env[secret.env], `the environment variable ${secret.env}`]
      : [readFileSync(secret.file, 'utf8').trimEnd(), secret.file];
  if (!found) {
    throw new Error(`there is nothing in ${where}.`);
  }
  return found;
}
