import { DAY, createNoise, makeDaily } from '../../testing/testSeries';
import { type PathEnsemble, breachChances } from './breachProbability';
import { calibratedChance } from './calibratedChance';
import { chanceToCross } from './chanceToCross';
import { pastCrossings } from './pastCrossings';

const HORIZON = 12;
const PATHS = 40;
const { values } = makeDaily(20);
const row = values.length - 1;
const now = { values, row, day: DAY, hour: DAY / 24 };
const last = values[row];
const ABOVE = [1, 3, 6].map((away) => last + away);
const BELOW = [-1, -3, -6].map((away) => last + away);
const SEEDS = [1, 2, 3, 4, 5];

/** Walks of a few steps from the last value on, level before and after. */
function walks(seed: number, from = 0, to = HORIZON): PathEnsemble {
  const noise = createNoise(seed);
  const paths = new Float64Array(PATHS * HORIZON);
  paths.forEach((_, at) => {
    const h = at % HORIZON;
    paths[at] = (h === 0 ? last : paths[at - 1]) + (h >= from && h < to ? noise() : 0);
  });
  return { paths, weights: Float64Array.from({ length: PATHS }, (_, w) => 1 + (w % 5)), horizon: HORIZON };
}

/** The same where something is due. */
const withDue = (usual: PathEnsemble, due: (h: number, w: number) => number): PathEnsemble => ({
  ...usual,
  paths: usual.paths.map((value, at) => value + due(at % HORIZON, Math.floor(at / HORIZON))),
  usual: { paths: usual.paths, values },
});

const chancesOf = (ensemble: PathEnsemble, thresholds: number[], at = now) =>
  breachChances(ensemble, at.values[row], thresholds).map((crossing) => chanceToCross(crossing, ensemble, at));
const byPaths = (ensemble: PathEnsemble, thresholds: number[], at = now) =>
  breachChances(ensemble, at.values[row], thresholds).map(({ probability }) => probability);

test('where nothing is due, what the paths say is calibrated by the days before', () => {
  const ensemble = walks(1);
  const calibrated = breachChances(ensemble, last, ABOVE).map(({ threshold, direction, probability }) =>
    calibratedChance(probability, pastCrossings({ ...now, threshold, direction, horizon: HORIZON })!)
  );
  expect(chancesOf(ensemble, ABOVE)).toEqual(calibrated);
  expect(calibrated).not.toEqual(byPaths(ensemble, ABOVE));
});

test.each(SEEDS)('crossings before a date, and after it, are as likely as if nothing were due (%i)', (seed) => {
  const before = walks(seed, 0, 4);
  const after = walks(seed, 8);
  for (const [usual, first, end] of [
    [before, 5, 8],
    [after, 2, 6],
  ] as const) {
    const dip = withDue(usual, (h) => (h >= first && h < end ? -50 : 0));
    expect(chancesOf(dip, ABOVE)).toEqual(chancesOf(usual, ABOVE));
    chancesOf(dip, BELOW).forEach((chance) => expect(chance).toBeGreaterThanOrEqual(0.95));
  }
});

test.each(SEEDS)('what no path does but on a date is as likely as its dates say (%i)', (seed) => {
  const usual = walks(seed);
  const isOn = (h: number, w: number) => h > 4 && w % 3 > 0;
  const due = withDue(usual, (h, w) => (isOn(h, w) ? 80 : 0));
  const far = [last + 40];
  expect(chancesOf(usual, far)).toEqual([0]);
  expect(chancesOf(due, far)[0]).toBeCloseTo(byPaths(due, far)[0], 12);
});

test.each(SEEDS)('a rise makes no crossing upwards less likely, and a fall none more (%i)', (seed) => {
  const usual = walks(seed);
  const noise = createNoise(seed);
  const sizes = Float64Array.from({ length: PATHS * HORIZON }, () => Math.abs(2 * noise()));
  const without = chancesOf(usual, ABOVE);
  const [risen, fallen] = [1, -1].map((sign) =>
    chancesOf(
      withDue(usual, (h, w) => sign * sizes[w * HORIZON + h]),
      ABOVE
    )
  );
  without.forEach((chance, i) => {
    expect(risen[i]).toBeGreaterThanOrEqual(chance);
    expect(risen[i]).toBeLessThanOrEqual(1);
    expect(fallen[i]).toBeLessThanOrEqual(chance);
    expect(fallen[i]).toBeGreaterThanOrEqual(0);
  });
  expect(risen[0]).toBeGreaterThan(without[0]);
  expect(fallen[0]).toBeLessThan(without[0]);
});

test('of a value that is where it is for what is under way, the paths alone say when it leaves', () => {
  const usual = walks(1);
  const due = withDue(usual, (h, w) => (h < 4 + (w % HORIZON) ? 80 : 0));
  const onDate = { ...now, values: values.map((value, i) => (i === row ? value + 80 : value)) };
  expect(chancesOf(due, [last + 40], onDate)).toEqual(byPaths(due, [last + 40], onDate));
});

test('days before that held what comes on dates say nothing of days that do not', () => {
  const usual = walks(1);
  const held = { ...now, values: values.map((value, i) => value + (i % DAY < 4 && i < 12 * DAY ? 20 : 0)) };
  const due = withDue(usual, () => 0);
  expect(chancesOf(due, ABOVE, held)).toEqual(chancesOf(usual, ABOVE));
  expect(chancesOf(usual, ABOVE, held)).not.toEqual(chancesOf(usual, ABOVE));
});
