/**
 * The material that the LSTM of a series learns from: features, covariates, windows and its linear base.
 * Imports math, series, history, regression. In: a `Series`; out: a `TrainingSet`, paths of a trained network.
 */
export { joinSets } from './joinSets';
export { type ModelContext, isReusable } from './context';
export { type Importance, type Term, explainNetwork } from './importance';
export { createImportedSet, importedMisfit, predictImported } from './imported';
export { type Predict, predictPaths } from './predictPaths';
export { type TrainingSet, createTrainingSet } from './trainingSet';
