import type { SavedModel } from './protocol';

/** Whether another program trained a model. */
export const isImported = ({ trained }: SavedModel): boolean => trained.shape.network === 'imported';

/** The part of an imported model that is kept beside its network. */
export interface ImportedContext {
  /** the one that its values were scaled with in training; absent where it takes those of the series */
  scaler?: { center: number; spread: number };
}

/** The scaler of an imported model, if it brought one; anything may have been stored. */
export function scalerOf({ context }: SavedModel): ImportedContext['scaler'] {
  const { scaler } = (context ?? {}) as Partial<ImportedContext>;
  return scaler && Number.isFinite(scaler.center) && Number.isFinite(scaler.spread) && scaler.spread > 0
    ? { center: scaler.center, spread: scaler.spread }
    : undefined;
}
