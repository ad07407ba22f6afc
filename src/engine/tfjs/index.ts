/**
 * The engine over TensorFlow.js, for WebGL.
 * Imports model and TensorFlow.js. In: a network's shape; out: an `Engine`.
 */
export { createWebglEngine } from './tfjs';
