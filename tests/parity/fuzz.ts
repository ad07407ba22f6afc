import { ForecastFailure } from '../../src/core/options/errors';
import type { Dataset, Engine, ModelShape, NetworkOptions } from '../../src/engine/model/engine';
import { initialWeights, SIZE_LIMITS } from '../../src/engine/model/lstm';
import { createRandom, type Random } from '../../src/engine/model/random';

/** What became of networks and data of which most are wrong somewhere. */
export interface FuzzFacts {
  /** trained, and gave back a loss and finite weights */
  trained: number;
  /** refused with a typed error */
  refused: number;
  /** what went otherwise: the question, and what came of it */
  others: string[];
}

const ATTEMPTS = 400;
const usual: NetworkOptions = { batchSize: 4, learningRate: 0.01, clipNorm: 1 };
const smallest: ModelShape = { features: 1, sequenceLength: 2, layers: 1, hidden: 1, outputs: 1, valuesPerOutput: 1 };

/** Hands an engine networks and data beyond its limits, each at random and the same each time. */
export async function fuzz(engine: Engine, seed = 7): Promise<FuzzFacts> {
  const random = createRandom(seed);
  const facts: FuzzFacts = { trained: 0, refused: 0, others: [] };
  for (let i = 0; i < ATTEMPTS; i++) {
    const question = ask(random);
    const outcome = await attempt(engine, question);
    if (outcome === 'trained' || outcome === 'refused') {
      facts[outcome]++;
    } else {
      facts.others.push(`${outcome}: ${describe(question)}`);
    }
  }
  return facts;
}

interface Question {
  shape: ModelShape;
  options: NetworkOptions;
  weights: Float32Array;
  data: Dataset;
}

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)];

/** A small network with up to two sizes or options out of range, and data that may be too short or name rows they lack. */
function ask(random: Random): Question {
  const shape = { ...smallest, features: pick(random, [1, 2, 3]), hidden: pick(random, [1, 3, 5]) };
  const options = { ...usual };
  const good = makeData(shape, 9);
  const weights = initialWeights(shape, 1);
  const faults: Array<() => Partial<Question>> = [
    () => ({}),
    () => ({ weights: pick(random, [weights.subarray(1), new Float32Array(0), new Float32Array(1000)]) }),
    () => ({ data: { ...good, inputs: good.inputs.subarray(1) } }),
    () => ({ data: { ...good, targets: good.targets.subarray(0, 3) } }),
    () => ({ data: { ...good, origins: Int32Array.of(pick(random, [-1, 0, 9, 2 ** 31 - 1])) } }),
    () => ({ data: { ...good, validationOrigins: Int32Array.of(pick(random, [-(2 ** 31), 0, 100])) } }),
    () => ({ data: { ...good, targets: good.targets.map(() => NaN) } }),
    () => ({ options: { ...options, [pick(random, OPTIONS)]: pick(random, [NaN, -1, Infinity, 2, 0.5]) } }),
    () => ({ shape: { ...shape, [pick(random, SIZES)]: pick(random, SIZES_TO_TRY) } }),
    () => ({ options: { ...options, batchSize: pick(random, SIZES_TO_TRY) } }),
    () => beyond(random, shape, options),
  ];
  const question = { shape, options, weights, data: good };
  return { ...question, ...pick(random, faults)(), ...(random() < 0.3 && pick(random, faults)()) };
}

const SIZES = ['features', 'sequenceLength', 'layers', 'hidden', 'outputs', 'valuesPerOutput'] as const;
const OPTIONS = ['learningRate', 'clipNorm', 'dropout', 'weightDecay', 'cosineSteps'] as const;
const SIZES_TO_TRY = [-1, 0, 1.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32, 2 ** 53, 1e300];

/** One size of the network just beyond its limit, with weights that would fit it. */
function beyond(random: Random, shape: ModelShape, options: NetworkOptions): Partial<Question> {
  const name = pick(random, [...SIZES, 'batchSize'] as const);
  const size = SIZE_LIMITS[name].max + 1;
  if (name === 'batchSize') {
    return { options: { ...options, batchSize: size } };
  }
  return { shape: { ...shape, [name]: size } };
}

function makeData({ features, outputs }: ModelShape, rows: number): Dataset {
  return {
    inputs: Float32Array.from({ length: rows * features }, (_, i) => Math.sin(i)),
    targets: Float32Array.from({ length: rows * outputs }, (_, i) => Math.cos(i)),
    origins: Int32Array.of(1, 2, 3, 4, 5),
    validationOrigins: Int32Array.of(6, 7),
  };
}

async function attempt(engine: Engine, { shape, options, weights, data }: Question): Promise<string> {
  try {
    const network = await engine.create(shape, weights, data, options);
    const loss = await network.trainEpoch(data.origins);
    const trained = await network.getWeights();
    network.dispose();
    const isSound = typeof loss === 'number' && trained.length === weights.length && trained.every(Number.isFinite);
    return isSound ? 'trained' : `a loss of ${loss}, ${trained.length} weights`;
  } catch (error) {
    return error instanceof ForecastFailure ? 'refused' : String(error);
  }
}

function describe({ shape, options, weights, data }: Question): string {
  const lengths = Object.entries(data).map(([name, { length }]) => `${name} ${length}`);
  return `${JSON.stringify({ ...shape, ...options })}, ${weights.length} weights, ${lengths.join(', ')}`;
}
