/**
 * The engine of one WASM thread.
 * Imports model and kernels. In: a network's shape; out: an `Engine`.
 */
export { createWasmEngine } from './wasm';
export { type Build, compileKernels } from './wasmKernels';
