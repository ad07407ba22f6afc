import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import { countParameters, listParameters, type PretrainedLstm, type PretrainedShape } from './shape';

/** A network as it is stored: 16-bit integers, one unit per matrix. A third of the size of decimal numbers. */
export interface PackedNet {
  shape: PretrainedShape;
  /** one per matrix of `listParameters`: a weight is its integer times this */
  units: number[];
  /** the integers, low byte first, as base64 */
  weights: string;
}

const LARGEST = 32767;

export function packNet({ shape, weights }: PretrainedLstm): PackedNet {
  const bytes = new DataView(new ArrayBuffer(2 * weights.length));
  const units = listParameters(shape).map(({ rows, columns, offset }) => {
    const matrix = weights.subarray(offset, offset + rows * columns);
    const unit = matrix.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST || 1;
    matrix.forEach((weight, i) => bytes.setInt16(2 * (offset + i), Math.round(weight / unit), true));
    return unit;
  });
  const characters = Array.from(new Uint8Array(bytes.buffer), (byte) => String.fromCharCode(byte));
  return { shape, units, weights: btoa(characters.join('')) };
}

/** @throws ForecastFailure `invalid-option` if these are not the weights of this shape */
export function unpackNet({ shape, units, weights: packed }: PackedNet): PretrainedLstm {
  const bytes = new DataView(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)).buffer);
  const count = countParameters(shape);
  if (bytes.byteLength !== 2 * count) {
    const why = phrase('not {{count}} bytes', { count: 2 * count });
    throw new ForecastFailure({ kind: 'invalid-option', option: 'weights', why, value: String(bytes.byteLength) });
  }
  const weights = new Float32Array(count);
  listParameters(shape).forEach(({ rows, columns, offset }, matrix) => {
    for (let i = offset; i < offset + rows * columns; i++) {
      weights[i] = units[matrix] * bytes.getInt16(2 * i, true);
    }
  });
  return { shape, weights };
}
