import { UNKNOWN_BITS } from './shaders';

/** One array after the other. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bits of the targets, unknown ones all alike. */
export function markUnknown(targets: Float32Array): Uint32Array {
  const bits = new Uint32Array(targets.buffer);
  targets.forEach((target, i) => {
    if (Number.isNaN(target)) {
      bits[i] = UNKNOWN_BITS;
    }
  });
  return bits;
}
