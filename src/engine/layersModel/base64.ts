/** Bytes whose characters are made at once: as many arguments as every engine takes. */
const CHUNK = 0x8000;

/** Base64 as in RFC 4648, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  }
  return btoa(text);
}

/** The bytes, if there are exactly `length` of them, which is checked before anything of that size is made. */
export function decodeBase64(base64: string, length: number): Uint8Array | undefined {
  if (base64.length !== 4 * Math.ceil(length / 3)) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return bytes.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
