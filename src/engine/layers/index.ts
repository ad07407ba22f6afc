/**
 * The words in which networks are made of TensorFlow.js' layers, and readers of what anyone may have written.
 * Imports options and model. In: lengths, names, JSON; out: slots of weights, the types of layers, checked values.
 */
export { type Connect, type Kit, type Node, type SlotsOf, ZEROS, apply } from './row';
export { type Slot, denseSlots, sizeOf } from './slot';
export { isRecord, parseJson, readList, readRecord, readSize, refuse } from './untrusted';
