import type { SeriesForecast } from '../../session/forecastState';
import { HOUR, resultOf, T0, trained } from '../../../testing/panelFixtures';
import { compareWithBaseline, describeAccuracy } from './accuracy';
import { type Formats, formatWait } from './formats';
import { describeShares, nameDrawn } from './names';
import {
  describeCounts,
  describeDrift,
  describeOutOfDate,
  describePhase,
  describeResets,
  describeShared,
  describeTogether,
} from './statusText';

/** Thu 5 Mar 2026, 09:00 UTC */
const now = T0 + 9 * HOUR;
const formats: Formats = { timeZone: 'utc', now, value: (value) => `${value} %` };
describe('describeAccuracy', () => {
  const { report } = resultOf();
  const against = (mae: number, other: number) =>
    describeAccuracy(
      {
        ...report,
        accuracy: [
          { source: 'blend', mae, mase: 1 },
          { source: 'lstm', mae: 1, mase: 1 },
          { source: 'last-value', mae: 1000, mase: 9 },
          { source: 'seasonal-naive', mae: other, mase: 1 },
        ],
      },
      formats
    );

  it('compares with the seasonal naive forecast, for better and for worse', () => {
    expect(against(3, 4)).toBe('MAE 3 %, 25 % better than seasonal naive');
    expect(against(5, 4)).toBe('MAE 5 %, 25 % worse than seasonal naive');
    expect(against(4, 4.01)).toBe('MAE 4 %, as good as seasonal naive');
  });

  it('never divides by a perfect baseline', () => {
    expect(against(1, 0)).toBe('MAE 1 %, as good as seasonal naive');
  });

  it('says by how much as a number, for decisions', () => {
    const { report: measured } = resultOf();
    const than = (mae: number) =>
      compareWithBaseline({ accuracy: [{ ...measured.accuracy[0], mae }, measured.accuracy[1]] })?.betterBy;
    expect([than(2.04), than(4.08), than(6.12), than(NaN)]).toEqual([50, 0, -50, undefined]);
  });

  it('is silent where nothing was measured', () => {
    expect(describeAccuracy({ ...report, accuracy: [] }, formats)).toBeUndefined();
    expect(against(NaN, 1)).toBeUndefined();
  });
});

describe('a blend', () => {
  const { report } = resultOf();

  it('tells how much of it is networks, and all of its parts', () => {
    expect(nameDrawn(report)).toBe('blend, 40 % LSTM');
    expect(describeShares(report)).toBe('seasonal regression 60 %, LSTM of this series 25 %, pre-trained LSTM 15 %');
    const shares = report.shares?.map((part) => ({
      ...part,
      ...(part.member === 'lstm' && { member: 'gru' as const }),
    }));
    expect(nameDrawn({ ...report, shares })).toBe('blend, 40 % networks');
    expect(nameDrawn({ ...report, shares: shares?.slice(0, 2) })).toBe('blend, 25 % GRU');
    expect(nameDrawn(resultOf({ source: 'last-value' }).report)).toBe('last value');
    expect(describeShares(resultOf({ source: 'last-value' }).report)).toBeUndefined();
  });
});

test('phases are sentences', () => {
  const progress = { epoch: 12, epochs: 30, trainLoss: 1, validationLoss: 0.5, remainingMs: 8200 };
  expect(describePhase({ kind: 'training', progress, device: 'wasm' })).toBe('Training, epoch 12 of 30, 8 s left');
  expect(describePhase({ kind: 'queued', ahead: 2 })).toBe('Queued, 2 ahead');
  expect(
    describePhase({ kind: 'failed', error: { kind: 'too-little-history', needed: 96, got: 31, step: 300 } })
  ).toContain('Learning: 31 of 96 points');
});

test('those that train along', () => {
  expect([undefined, 1, 2, 65].map(describeTogether)).toEqual([
    undefined,
    undefined,
    'together with 1 other series',
    'together with 64 other series',
  ]);
});

test('answers of the worker are counted by how they came about, with the rate of failures', () => {
  expect(describeCounts({ trained: 1, reused: 0, plain: 0, failed: 0 })).toBe(
    'Since this panel was opened 1 forecast: 1 after a training, 0 by a model that was kept.'
  );
  expect(describeCounts({ trained: 3, reused: 1200, plain: 1, failed: 301 })).toMatch(
    /1,204 forecasts: 3 after a training, 1,200 by a model that was kept, 1 without a network; 301 failed, 20 % of all\.$/
  );
});

test('a wait is seconds, then minutes', () => {
  expect([formatWait(400), formatWait(61_000), formatWait(180_000)]).toEqual(['0 s', '61 s', '3 min']);
});

test('a network that a panel shares is said', () => {
  expect([undefined, 2].map(describeShared)).toEqual([undefined, 'one network for 2 series']);
});

describe('a model that its series has left', () => {
  const drift = { kind: 'misses', outside: 12, points: 24, level: 0.95 } as const;
  const said = (change: Partial<SeriesForecast> = {}, epochs = 30) => {
    const result = resultOf();
    Object.assign(result.report, { drift, training: { ...result.report.training!, epochs } });
    const series = { key: 'a', name: 'cpu', phase: { kind: 'ready' as const }, isOutOfDate: false };
    return describeOutOfDate({ ...series, drawn: trained(result), ...change }, formats);
  };
  const why = 'Out of date: 12 of 24 values since its training lay outside the 95 % band, which should miss 1. ';

  it('is said to be out of date, why, and what comes next', () => {
    expect(said()).toBe(`${why}It is trained again an hour after its last training; Retrain does so at once.`);
    expect(said({ phase: { kind: 'starting' } })).toBe(`${why}It is being trained again.`);
    expect(said({ pin: { kind: 'used' } })).toBe(`${why}Retrain it, and pin it anew.`);
    expect(said({}, 0)).toBe(`${why}Import a model that has seen the change.`);
  });

  it('names the time from which on another level has been held', () => {
    expect(describeDrift({ kind: 'level', since: T0 + 3 * HOUR }, formats)).toBe(
      'the series has held another level since 03:00'
    );
  });

  it('is another one than a model that holds', () => {
    expect(said({ drawn: trained() })).toBeUndefined();
  });
});

it('says what became of the restarts of a counter', () => {
  expect(describeResets({ kind: 'by-function', name: 'rate' })).toBe('taken out by rate() in the query');
  expect(describeResets({ kind: 'counted', count: 2 })).toMatch(/^2 restarts of the counter, which the forecast sees/);
  expect(describeResets({ kind: 'counted', count: 0 })).toBe('none found of the counter');
  expect(describeResets({ kind: 'no-counter' })).toMatch(/^none/);
});

it('does not say of work that has begun that it trains: after a pin nothing does', () => {
  expect(describePhase({ kind: 'starting' })).toBe('Forecasting');
});
