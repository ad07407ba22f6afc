/**
 * Models and speeds that outlive the page.
 * Imports protocol, core and engine formats. In: trained models; out: stored ones.
 */
export { answerWithin } from './answerWithin';
export { browserStorage } from './browserStorage';
export { type ModelFiles, type ModelOwner, modelFiles } from './modelFiles';
export type { ModelStore } from './modelStore';
export { pageStore } from './pageStore';
export { MOST_PINNED, readPinned } from './pinnedModel';
export { createSpeedStore } from './speedStore';
export { fromStored, storedDatabase, toStored } from './storedDatabase';
