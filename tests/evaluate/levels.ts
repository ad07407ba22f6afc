import path from 'node:path';
import { parseArgs } from 'node:util';
import { mean, median, quantileOfSorted, sortedKnown } from '../../src/core/math/numbers';
import { type Series, toSeries } from '../../src/core/series/series';
import { Fault } from './fault';
import { listRecursively, readChecked } from './files';
import { inMeans } from './means';

const AGE_HOURS = [1 / 3, 0.5, 1, 2, 3, 6];
const LEAD_HOURS = [1, 3, 6, 12, 24];
const DAY_HOURS = 24;
const TEN_MINUTES = 600;
/** An earlier spell of this share of the present one's distance is as far out. */
const AS_FAR = 0.5;
/** Off: so many times what 19 of 20 rows of the four days before were off, as in src/core/anomalies/regime.ts. */
const FAR = 1.5;

/**
 * `evaluate levels --data DIR`: of levels away from the median of the last seven days at the same time of day, the share
 * that is still more than half as far off later, by age: what src/core/breaches/persistence.ts says.
 */
export function run(args: string[]): void {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } });
  if (values.data === undefined) {
    throw new Fault('evaluate levels needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value');
  }
  const found = new Map<string, number[][]>();
  for (const file of listRecursively(values.data).filter((one) => !one.includes(`${path.sep}results${path.sep}`))) {
    const { times, values: samples } = readChecked(file, false);
    const series = inMeans(toSeries(times, samples), TEN_MINUTES);
    if (series.step <= 1800) {
      watch(series, (key, still) => found.set(key, [...(found.get(key) ?? []), still]));
    }
  }
  console.log(`${'age, earlier ones'.padEnd(30)}count   still off after ${LEAD_HOURS.join(', ')} h`);
  for (const [key, rows] of [...found].sort(([a], [b]) => a.localeCompare(b))) {
    const shares = LEAD_HOURS.map((_, l) => mean(rows.map((still) => still[l]).filter((one) => !Number.isNaN(one))));
    console.log(
      `${key.padEnd(30)}${String(rows.length).padStart(5)}   ${shares.map((one) => one.toFixed(2)).join('  ')}`
    );
  }
}

/** Each level of the ages that are asked for, and whether it is still there at each lead. */
function watch({ values, step }: Series, tell: (key: string, still: number[]) => void): void {
  const hour = Math.round(3600 / step);
  const day = DAY_HOURS * hour;
  const off = values.map((value, t) => {
    const days = [1, 2, 3, 4, 5, 6, 7].map((k) => values[t - k * day] ?? NaN).filter((one) => !Number.isNaN(one));
    const [byDay, byWeek] = [value - median(days), value - (values[t - 7 * day] ?? NaN)];
    return Math.abs(byWeek) < Math.abs(byDay) ? byWeek : byDay;
  });
  const usually = (t: number) =>
    quantileOfSorted(sortedKnown(off.slice(t - (t % hour) - 4 * day, t - (t % hour)).map(Math.abs)), 0.95);
  const spells: Array<{ end: number; length: number; size: number }> = [];
  let [start, calm] = [-1, NaN];
  for (let t = 7 * day; t < values.length; t++) {
    const isOn = start >= 0 && off[t] * Math.sign(off[start]) > FAR * calm;
    if (start >= 0 && !isOn) {
      spells.push({ end: t, length: t - start, size: median([...off.slice(start, t)]) });
      start = -1;
    } else if (start < 0 && Math.abs(off[t]) > FAR * usually(t)) {
      [start, calm] = [t, usually(t)];
    }
    const age = start < 0 ? 0 : t - start + 1;
    const asked = AGE_HOURS.find((hours) => Math.max(1, Math.round(hours * hour)) === age);
    if (asked !== undefined) {
      const size = median([...off.slice(start, t + 1)]);
      const still = LEAD_HOURS.map((lead) => {
        const rows = off.slice(t + lead * hour - 2, t + lead * hour + 3).filter((one) => !Number.isNaN(one));
        return rows.length > 0 ? (median([...rows]) * Math.sign(size) > Math.abs(size) / 2 ? 1 : 0) : NaN;
      });
      const lately = spells.filter(({ end }) => end > t - 30 * day);
      const asFar = lately.filter((spell) => Math.abs(spell.size) >= AS_FAR * Math.abs(size));
      const isAsLong = asFar.some(({ length }) => length >= age);
      const kind = isAsLong ? 'as long' : asFar.length > 0 ? 'shorter' : lately.length > 0 ? 'smaller' : 'none';
      tell(`${asked.toFixed(1)} h`, still);
      tell(`${asked.toFixed(1)} h, earlier ones: ${kind}`, still);
    }
  }
}
