/**
 * Networks that other programs trained: their layers read as untrusted data, and built of classes that are known.
 * Imports layers and model. In: a topology as text; out: a shape, slots of weights, connected layers.
 */
export { buildImported, importedParameters, importedShape, importedSlots, isImportedShape } from './imported';
export { readPlan } from './plan';
