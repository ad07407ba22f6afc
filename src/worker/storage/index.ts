/**
 * Models and speeds that outlive the page.
 * Imports protocol, core and engine formats. In: trained models; out: stored ones.
 */
export { answerWithin } from './answerWithin';
export { browserStorage } from './browserStorage';
export type { ModelStore } from './modelStore';
export { pageStore } from './pageStore';
export { MOST_PINNED, readPinned, writePinned } from './pinnedModel';
export { isSavedModel } from './savedModel';
export { createSpeedStore } from './speedStore';
export { fromStored, storedDatabase, toStored } from './storedDatabase';
