/**
 * Trained models as files of the TensorFlow.js layers format, read as untrusted input.
 * Imports layers, imported, model and networks. In: weights or files; out: files or weights.
 */
export { fromBase64, toBase64 } from './base64';
export { toLayersModel } from './exportModel';
export { toOneFile } from './files';
export { type ForeignModel, type ModelFile, parseFiles } from './foreignModel';
export type { ImportedModel } from './importModel';
