/**
 * The engine over TensorFlow.js: the LSTM on WebGL, networks of layers on every device.
 * Imports model, networks and TensorFlow.js. In: a network's shape; out: an `Engine`.
 */
export { createTfjsEngine } from './tfjs';
