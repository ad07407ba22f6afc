/**
 * The engine of WebGPU: buffers, submits, groups of series that share their steps.
 * Imports model and its shaders. In: a GPU device; out: an `Engine`.
 */
export { acquireGpu, releaseGpu } from './gpuDevice';
export { createWebgpuEngine } from './webgpuEngine';
