/**
 * Trained models as files: out of the page's store, and into it. Loaded when one is asked for.
 * Imports protocol, storage, core and engine formats. In: a series' names, or files; out: files, stored models.
 */
export { type ModelFiles, type ModelOwner, modelFiles } from './modelFiles';
