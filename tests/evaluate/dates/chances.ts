import { boundPaths, breachChances } from '../../../src/core/breaches/breachProbability';
import { chanceToCross } from '../../../src/core/breaches/chanceToCross';
import { boundedOptions } from '../../../src/core/fitted/boundedOptions';
import { drawForecast } from '../../../src/core/fitted/drawForecast';
import { fitWithoutLstm } from '../../../src/core/fitted/fittedForecast';
import { DAY_SECONDS, HOUR_SECONDS, quantileOfSorted, sortedKnown } from '../../../src/core/math';
import type { Member } from '../../../src/core/members';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { boundsOf } from '../../../src/core/options/resolve';
import { type Series, timeAt } from '../../../src/core/series/series';
import { createRandom } from '../../../src/engine/model/random';
import { loadNetworks } from '../../../src/worker/thread/networks';
import { reliabilityOf } from '../chances/learn';
import { planted } from './planted';

const DAYS = 31;
/** Days between two dates: three are known. */
const EVERY = 10;
/** Hours from the origin to the date; the first has been under way for two. */
const LEADS = [-2, 1, 4, 8, 12, 18];
const SIZES = [3, 6, -3, 6];
const HOURS = 4;
const QUANTILES = [0.02, 0.1, 0.25, 0.75, 0.9, 0.95, 0.98, 0.995];
const AWAY = [-1, 1, 3];

interface Said {
  series: string;
  crossed: boolean;
  byPaths: number;
  chance: number;
  isUnderWay: boolean;
}

/**
 * Origins at any time of each series, with a job every ten days of which one is due within a day: what was said of thresholds at
 * quantiles, beyond the highest value and near the last one, by the paths alone and with the days before.
 */
export async function measureChances(all: ReadonlyArray<{ name: string; series: Series }>): Promise<void> {
  const networks = await loadNetworks();
  const said = all.flatMap(({ name, series }, seed) => {
    const random = createRandom(seed + 1);
    const day = DAY_SECONDS / series.step;
    const room = series.values.length - (DAYS + 1) * day;
    return LEADS.flatMap((lead, k) =>
      room > 0 ? chancesAt(name, series, Math.floor(random() * room), lead, SIZES[k % SIZES.length], networks) : []
    );
  });
  for (const [what, rows] of [
    ['all', said],
    ['due', said.filter(({ isUnderWay }) => !isUnderWay)],
    ['under way', said.filter(({ isUnderWay }) => isUnderWay)],
  ] as const) {
    for (const by of ['byPaths', 'chance'] as const) {
      const { brier, bins } = reliabilityOf(rows.map((one) => ({ ...one, chance: one[by] })));
      const cells = bins
        .filter(({ count }) => count > 0)
        .map(
          ({ said: mean, happened: { share, low, high }, count }) =>
            `${percent(mean)} > ${percent(share)} [${percent(low)}, ${percent(high)}] (${count})`
        );
      console.log(`${what.padEnd(10)} ${by.padEnd(8)} Brier ${brier.toFixed(4)}   ${cells.join('  ')}`);
    }
  }
}

const percent = (share: number) => (100 * share).toFixed(0);

function chancesAt(
  name: string,
  whole: Series,
  from: number,
  lead: number,
  size: number,
  networks: readonly Member[]
): Said[] {
  const [day, hour] = [DAY_SECONDS, HOUR_SECONDS].map((seconds) => Math.round(seconds / whole.step));
  const known = DAYS * day;
  const part = { ...whole, start: timeAt(whole, from), values: whole.values.slice(from, from + known + day) };
  const date = known + lead * hour;
  const starts = (_: number, row: number) => (date - row) % (EVERY * day) === 0 && row <= date;
  const { values: lived } = planted(part, { size, hours: HOURS, starts });
  const values = lived.slice(0, known);
  const last = values[known - 1];
  if (Number.isNaN(last)) {
    return [];
  }
  const options = { ...defaultOptions(), horizon: DAY_SECONDS };
  const fitted = fitWithoutLstm({ ...part, values }, options, { timeZone: 'UTC', networks });
  if (fitted.onDates.now.due.stretches.length === 0 || drawForecast(fitted, { thresholds: [], trainedAt: 0 }).calm) {
    return [];
  }
  const sorted = sortedKnown(values);
  const changes = sortedKnown(values.map((value, t) => Math.abs(value - (values[t - day] ?? NaN))));
  const usual = quantileOfSorted(changes, 0.5);
  const thresholds = [
    ...QUANTILES.map((q) => quantileOfSorted(sorted, q)),
    1.01 * sorted[sorted.length - 1],
    ...AWAY.map((times) => last + times * usual),
  ];
  const ensemble = fitted.ahead.ensemble();
  return [...new Set(thresholds)].flatMap((threshold) => {
    const paths = boundPaths(ensemble, boundsOf(boundedOptions(options, {}, { values }, [threshold])));
    return breachChances(paths, last, [threshold]).map((crossing) => ({
      series: name,
      crossed: lived
        .subarray(known)
        .some((value) => (crossing.direction === 'above' ? value >= threshold : value < threshold)),
      byPaths: crossing.probability,
      chance: chanceToCross(crossing, paths, { values, row: known - 1, day, hour }),
      isUnderWay: lead < 0,
    }));
  });
}
