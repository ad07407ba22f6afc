import type { Engine } from '../../src/engine/model/engine';
import { makeInput, type ParityCase } from './cases';
import { relativeDistance } from './compare';

/** What a network computed, from its first forecast to a trained one, and once more from the start. */
interface Run {
  firstForecast: Float32Array;
  firstLoss: number;
  epochLosses: number[];
  /** after the first epoch and after the last */
  firstWeights: Float32Array;
  weights: Float32Array;
  validationLoss: number;
  trainedForecast: Float32Array;
  /** after `setWeights` brought the first weights back, and after the first epoch of the new start */
  restoredForecast: Float32Array;
  repeatedWeights: Float32Array;
  /** loss of an epoch whose targets are all unknown, and how far it moved the weights */
  emptyLoss: number;
  emptyMove: number;
}

async function run(engine: Engine, parityCase: ParityCase): Promise<Run> {
  const { shape, options } = parityCase;
  const { weights: initial, data, orders } = makeInput(parityCase);
  const network = await engine.create(shape, initial, data, options);
  const forecast = () => network.forecast(data.inputs, data.validationOrigins);
  try {
    const firstForecast = await forecast();
    const firstLoss = await network.evaluate(data.origins);
    const [first, ...rest] = orders;
    const epochLosses = [await network.trainEpoch(first)];
    const firstWeights = await network.getWeights();
    for (const order of rest) {
      epochLosses.push(await network.trainEpoch(order));
    }
    const weights = await network.getWeights();
    const validationLoss = await network.evaluate(data.validationOrigins);
    const trainedForecast = await forecast();
    await network.setWeights(initial);
    const restoredForecast = await forecast();
    await network.trainEpoch(first);
    const repeatedWeights = await network.getWeights();
    return {
      firstForecast,
      firstLoss,
      epochLosses,
      firstWeights,
      weights,
      validationLoss,
      trainedForecast,
      restoredForecast,
      repeatedWeights,
      ...(await runWithoutTargets(engine, parityCase)),
    };
  } finally {
    network.dispose();
  }
}

async function runWithoutTargets(engine: Engine, parityCase: ParityCase) {
  const { weights, data } = makeInput(parityCase);
  const unknown = { ...data, targets: data.targets.map(() => NaN) };
  const network = await engine.create(parityCase.shape, weights, unknown, parityCase.options);
  try {
    const emptyLoss = await network.trainEpoch(data.origins);
    return { emptyLoss, emptyMove: relativeDistance(await network.getWeights(), weights) };
  } finally {
    network.dispose();
  }
}

/** Relative distances of what an engine computes from what the oracle does; 0 is equal. */
export interface Distances {
  firstForecast: number;
  firstLoss: number;
  epochLosses: number;
  validationLoss: number;
  weights: number;
  trainedForecast: number;
}

export interface Measurement {
  distances: Distances;
  /** `setWeights` brought the first forecast back, number for number */
  isRestored: boolean;
  /** and training from there gave the same weights as the first time, number for number */
  isRepeatable: boolean;
  /** windows without a known target gave NaN and moved nothing */
  ignoresUnknown: boolean;
  /** training made the loss smaller: the case can tell a trained network from a broken one */
  learns: boolean;
}

/** Runs a case on an engine and on the oracle. */
export async function measure(engine: Engine, oracle: Engine, parityCase: ParityCase): Promise<Measurement> {
  const expected = await run(oracle, parityCase);
  const actual = await run(engine, parityCase);
  return {
    distances: {
      firstForecast: relativeDistance(actual.firstForecast, expected.firstForecast),
      firstLoss: relativeDistance([actual.firstLoss], [expected.firstLoss]),
      epochLosses: relativeDistance(actual.epochLosses, expected.epochLosses),
      // With most targets unknown there may be none to validate on, for both.
      validationLoss: Object.is(actual.validationLoss, expected.validationLoss)
        ? 0
        : relativeDistance([actual.validationLoss], [expected.validationLoss]),
      weights: relativeDistance(actual.weights, expected.weights),
      trainedForecast: relativeDistance(actual.trainedForecast, expected.trainedForecast),
    },
    isRestored: areEqual(actual.restoredForecast, actual.firstForecast),
    isRepeatable: areEqual(actual.repeatedWeights, actual.firstWeights),
    ignoresUnknown: Number.isNaN(actual.emptyLoss) && actual.emptyMove === 0,
    learns: actual.epochLosses[actual.epochLosses.length - 1] < actual.epochLosses[0],
  };
}

const areEqual = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, i) => value === b[i]);
