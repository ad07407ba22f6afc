import fc from 'fast-check';
import { detectAnomalies } from './detectAnomalies';
import { defaultOptions } from '../options/optionValues';
import type { ForecastOptions } from '../options/forecastOptions';
import { timeAt } from '../series/series';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const calm = makeDaily(14);
const SPIKE = 9 * DAY + 10;
const spiky = change(calm, (value, row) => (row === SPIKE ? value - 60 : value));
const detect = (options: Partial<ForecastOptions> = {}, series = spiky) =>
  detectAnomalies(series, { ...defaultOptions(), minimumDuration: 0, ...options }, 'spikes');
/** Those of the spike itself. */
const marked = (options: Partial<ForecastOptions> = {}) =>
  detect(options).anomalies.filter(({ start }) => Math.abs(start - timeAt(spiky, SPIKE)) <= 3_600_000);

test('a spike is marked, with its side and its reason', () => {
  const [anomaly, ...more] = marked();
  expect(more).toEqual([]);
  expect(anomaly).toMatchObject({ direction: 'below', severity: 'critical' });
  expect(anomaly.reason).toMatchObject({ channel: 'autoregression', direction: 'below', value: spiky.values[SPIKE] });
  expect(Math.abs(anomaly.reason!.expected - calm.values[SPIKE])).toBeLessThan(15);
});

test('in an excluded window nothing is marked', () => {
  const day = new Date(timeAt(spiky, SPIKE)).toISOString().slice(0, 10);
  expect(marked({ excludedWindows: [{ from: Date.parse(`${day}T00:00Z`), to: Date.parse(`${day}T23:30Z`) }] })).toEqual(
    []
  );
});

test('side, size and duration can be asked for', () => {
  expect(marked({ direction: 'above' })).toEqual([]);
  expect(marked({ minimumDeviation: 30 })).toHaveLength(1);
  expect(marked({ minimumDeviation: 100 })).toEqual([]);
  expect(marked({ minimumDuration: 600 })).toEqual([]);
});

test('the score reaches the limit where a value is raised', () => {
  for (const anomalyLimit of [0.5, 1, 3]) {
    const { anomalies, score } = detect({ anomalyLimit });
    anomalies.forEach(({ start, peakTime, peakScore }) => {
      const scoreOf = (time: number) => score[(time - spiky.start) / (1000 * spiky.step)];
      expect(scoreOf(start)).toBeGreaterThanOrEqual(anomalyLimit);
      expect(scoreOf(peakTime)).toBeCloseTo(peakScore, 9);
    });
  }
});

test.each(['spikes', 'sustained'] as const)(
  'severity follows from the score that is shown, at any limit: %s',
  (preset) => {
    const worse = change(calm, (value, row) => value - (row === SPIKE ? 60 : row === SPIKE + 48 ? 14 : 0));
    const found = [0.3, 0.5, 1, 1.5].flatMap((anomalyLimit) =>
      detectAnomalies(worse, { ...defaultOptions(), minimumDuration: 0, anomalyLimit }, preset).anomalies.map(
        ({ severity, peakScore }) => ({ severity, ratio: peakScore / anomalyLimit })
      )
    );
    const ratios = (wanted: string) => found.filter(({ severity }) => severity === wanted).map(({ ratio }) => ratio);
    expect(Math.max(...ratios('warning'))).toBeLessThan(2);
    expect(Math.min(...ratios('critical'))).toBeGreaterThanOrEqual(2);
  }
);

test('a higher limit marks less, and moves no score', () => {
  const [low, high] = [detect({ anomalyLimit: 0.5 }), detect({ anomalyLimit: 3 })];
  expect(low.anomalies.length).toBeGreaterThan(high.anomalies.length);
  low.score.forEach((score, row) => expect(score).toBeCloseTo(high.score[row], 9));
});

test('what comes later does not move what was marked', () => {
  const plain = detect();
  fc.assert(
    fc.property(
      fc.integer({ min: SPIKE + 8, max: 14 * DAY - 1 }),
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      (row, other) => {
        const later = detect(
          {},
          change(spiky, (value, at) => (at >= row ? other : value))
        );
        expect(later.score.subarray(0, row)).toEqual(plain.score.subarray(0, row));
        const before = ({ anomalies }: typeof plain) =>
          anomalies.map(({ start }) => start).filter((time) => time < timeAt(spiky, row));
        expect(before(later)).toEqual(before(plain));
      }
    ),
    { numRuns: 8 }
  );
});
