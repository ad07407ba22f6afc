/**
 * Trained models as files of the TensorFlow.js layers format, read as untrusted input.
 * Imports model. In: weights or files; out: files or weights.
 */
export { fromBase64, toBase64 } from './base64';
export { toLayersModel } from './exportModel';
export { parseModel, toOneFile } from './files';
