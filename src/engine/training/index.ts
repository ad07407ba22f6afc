/**
 * The training loop: epochs, early stopping, pauses, groups.
 * Imports model. In: an `Engine` and windows; out: a trained network and its losses.
 */
export { AdamW, cosineSchedule } from './adamW';
export { createPacer, nextTask, throwIfCancelled } from './pacer';
export { pauseTraining, pausedTime, resumeTraining, untilResumed } from './pause';
export { type Checkpoint, type TrainControls, createForecaster, train, trainMany } from './train';
