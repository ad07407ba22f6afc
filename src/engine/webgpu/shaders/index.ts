/**
 * The WGSL of the WebGPU engine, written for one shape at a time.
 * Imports model. In: shapes; out: shader texts and layouts.
 */
export { adamBindings, adamKernel, reduceBindings, reduceKernel } from './adamKernels';
export { gradientBindings, gradientKernel } from './gradientKernel';
export { forecastBindings, forecastKernel, validationBindings, validationKernel } from './inferKernels';
export { type Layout, ROWS, VALIDATION_ROWS, VECTOR_BYTES, fromDevice, planLayout, toDevice } from './layout';
export { trainBindings, trainKernel } from './trainKernel';
export { type Binding, UNKNOWN_BITS } from './wgsl';
