import { phrase } from '../../core/language';
import { refuse } from '../layers';

/** Arguments that a call takes without overflowing the stack; a multiple of 3, so that no padding falls between. */
const CHUNK = 3 * 4096;

export function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let from = 0; from < bytes.length; from += CHUNK) {
    chunks.push(btoa(String.fromCharCode(...bytes.subarray(from, from + CHUNK))));
  }
  return chunks.join('');
}

/** @throws ForecastFailure `invalid-model` */
export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    refuse(phrase('its weights are not base64'));
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
