import type { Engine } from '../../src/engine/engine';
import { makeInput, type ParityCase } from './cases';
import { relativeDistance } from './compare';

/** What a network computed, from its first forecast to a trained one. */
interface Run {
  firstForecast: Float32Array;
  firstLoss: number;
  epochLosses: number[];
  validationLoss: number;
  weights: Float32Array;
  trainedForecast: Float32Array;
  /** the forecast after `setWeights` with the first weights */
  restoredForecast: Float32Array;
  /** loss of an epoch whose targets are all unknown, and how far it moved the weights */
  emptyLoss: number;
  emptyMove: number;
}

async function run(engine: Engine, parityCase: ParityCase): Promise<Run> {
  const { shape, options } = parityCase;
  const { weights, data, orders } = makeInput(parityCase);
  const network = await engine.create(shape, weights, data, options);
  const windows = data.validationOrigins;
  try {
    const firstForecast = await network.forecast(data.inputs, windows);
    const firstLoss = await network.evaluate(data.origins);
    const epochLosses: number[] = [];
    for (const order of orders) {
      epochLosses.push(await network.trainEpoch(order));
    }
    const trained = await network.getWeights();
    const validationLoss = await network.evaluate(windows);
    const trainedForecast = await network.forecast(data.inputs, windows);
    await network.setWeights(weights);
    const restoredForecast = await network.forecast(data.inputs, windows);
    return {
      firstForecast,
      firstLoss,
      epochLosses,
      validationLoss,
      weights: trained,
      trainedForecast,
      restoredForecast,
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
  /** the same again, number for number */
  isRepeatable: boolean;
  /** `setWeights` brought the first forecast back, number for number */
  isRestored: boolean;
  /** windows without a known target gave NaN and moved nothing */
  ignoresUnknown: boolean;
  /** training made the loss smaller: the case can tell a trained network from a broken one */
  learns: boolean;
}

/** Runs a case on an engine, twice, and on the oracle. */
export async function measure(engine: Engine, oracle: Engine, parityCase: ParityCase): Promise<Measurement> {
  const expected = await run(oracle, parityCase);
  const actual = await run(engine, parityCase);
  const again = await run(engine, parityCase);
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
    isRepeatable: areEqual(actual.weights, again.weights) && areEqual(actual.trainedForecast, again.trainedForecast),
    isRestored: areEqual(actual.restoredForecast, actual.firstForecast),
    ignoresUnknown: Number.isNaN(actual.emptyLoss) && actual.emptyMove === 0,
    learns: actual.epochLosses[actual.epochLosses.length - 1] < actual.epochLosses[0],
  };
}

const areEqual = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, i) => value === b[i]);
