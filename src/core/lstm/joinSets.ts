import type { TrainingSet } from './trainingSet';
import { everyNth } from './windows';

/** The windows that an engine trains on. */
type Windows = Pick<TrainingSet, 'inputs' | 'targets' | 'origins' | 'validationOrigins'>;

/** Windows that an epoch trains on at most, of all series together. */
const MAX_WINDOWS = 3600;

/**
 * The windows of several series as those of one, so that one network learns from all: each series keeps its own scale, base
 * and split, and no window reaches from one into the next.
 * @param sets of one shape
 */
export function joinSets(sets: readonly TrainingSet[]): Windows {
  const [{ shape }] = sets;
  const rows = sets.map(({ inputs }) => inputs.length / shape.features);
  const starts = rows.map((_, i) => rows.slice(0, i).reduce((sum, count) => sum + count, 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  const inputs = new Float32Array(total * shape.features);
  const targets = new Float32Array(total * shape.outputs);
  sets.forEach((set, i) => {
    inputs.set(set.inputs, starts[i] * shape.features);
    targets.set(set.targets, starts[i] * shape.outputs);
  });
  const all = (pick: (set: TrainingSet) => Int32Array) => {
    const origins = Int32Array.from(sets.flatMap((set, i) => Array.from(pick(set), (row) => starts[i] + row)));
    return everyNth(origins, Math.ceil(origins.length / MAX_WINDOWS));
  };
  return {
    inputs,
    targets,
    origins: all((set) => set.origins),
    validationOrigins: all((set) => set.validationOrigins),
  };
}
