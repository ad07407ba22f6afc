import { HOUR, resultOf, T0 } from '../../../testing/panelFixtures';
import { compareWithBaseline, describeAccuracy, describeCoverage } from './accuracy';
import { describeBreach } from './breachText';
import { type Formats, formatWait } from './formats';
import { describeShares, nameDrawn } from './names';
import { describeAnomalies, describeLeadTimes, describePhase, describeTogether, describeTraining } from './statusText';

/** Thu 5 Mar 2026, 09:00 UTC */
const now = T0 + 9 * HOUR;
const formats: Formats = { timeZone: 'utc', now, value: (value) => `${value} %` };
const breach = {
  threshold: 90,
  direction: 'above' as const,
  time: T0 + 38 * HOUR,
  earliest: T0 + 35 * HOUR,
  latest: T0 + 43 * HOUR,
  level: 0.8,
};

describe('describeBreach', () => {
  it('gives the time and its interval', () => {
    expect(describeBreach(breach, formats)).toBe('Reaches 90 % at Fri 14:00, between 11:00 and 19:00');
  });

  it('names the day where it is another one', () => {
    expect(describeBreach({ ...breach, latest: T0 + 50 * HOUR }, formats)).toBe(
      'Reaches 90 % at Fri 14:00, between 11:00 and Sat 02:00'
    );
    expect(describeBreach({ ...breach, time: T0 + 14 * HOUR, earliest: NaN, latest: NaN }, formats)).toBe(
      'Reaches 90 % at 14:00'
    );
  });

  it('says one time once', () => {
    const { time } = breach;
    expect(describeBreach({ ...breach, earliest: time, latest: time }, formats)).toBe('Reaches 90 % at Fri 14:00');
  });

  it('does not invent a latest time where the band never crosses for sure', () => {
    expect(describeBreach({ ...breach, latest: NaN }, formats)).toBe(
      'Reaches 90 % at Fri 14:00, 11:00 at the earliest'
    );
  });

  it('says "may" where only an edge of the band crosses', () => {
    expect(describeBreach({ ...breach, time: NaN, latest: NaN }, formats)).toBe('May reach 90 % from Fri 11:00');
  });

  it('says how likely it is where that is known', () => {
    expect(describeBreach({ ...breach, probability: 0.834 }, formats)).toMatch(/19:00, 83 % likely$/);
    expect(describeBreach({ ...breach, time: NaN, latest: NaN, probability: 0.2 }, formats)).toBe(
      'May reach 90 % from Fri 11:00, 20 % likely'
    );
    expect(describeBreach({ ...breach, probability: 0.999 }, formats)).toMatch(/19:00, over 95 % likely$/);
  });

  it('tells falling from rising, and what has happened already', () => {
    expect(describeBreach({ ...breach, direction: 'below' }, formats)).toMatch(/^Falls below 90 % at Fri 14:00/);
    expect(describeBreach({ ...breach, already: true }, formats)).toBe('At or above 90 % now');
  });

  it('speaks in the dashboard’s time zone, over a change to summer time too', () => {
    const zone = { ...formats, timeZone: 'Europe/Berlin' };
    expect(describeBreach({ ...breach, earliest: NaN, latest: NaN }, zone)).toBe('Reaches 90 % at Fri 15:00');
    const noon = Date.UTC(2026, 2, 29, 12);
    const summer = { ...zone, now: noon };
    expect(describeBreach({ ...breach, time: noon + HOUR, earliest: NaN, latest: NaN }, summer)).toBe(
      'Reaches 90 % at 15:00'
    );
  });
});

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

test('coverage is that of the widest band, as asked and as measured', () => {
  expect(describeCoverage(resultOf().report.coverage)).toBe('95 % band covered 93 %');
  expect(describeCoverage([{ level: 0.95, measured: NaN, count: 0 }])).toBeUndefined();
});

describe('a blend', () => {
  const { report } = resultOf();

  it('tells how much of it is LSTM, and all of its parts', () => {
    expect(nameDrawn(report)).toBe('blend, 40 % LSTM');
    expect(describeShares(report)).toBe('seasonal regression 60 %, LSTM of this series 25 %, pre-trained LSTM 15 %');
    expect(nameDrawn(resultOf({ source: 'last-value' }).report)).toBe('last value');
    expect(describeShares(resultOf({ source: 'last-value' }).report)).toBeUndefined();
  });

  it('is measured by lead time', () => {
    const leadTimes = { from: 1, to: 3, mae: 2, naiveMae: 3, coverage: 0.942 };
    expect(describeLeadTimes(leadTimes, report, formats)).toBe('up to 3h: MAE 2 %, naive 3 %, 95 % band covered 94 %');
    expect(describeLeadTimes({ ...leadTimes, naiveMae: NaN, coverage: NaN }, report, formats)).toBe(
      'up to 3h: MAE 2 %'
    );
  });
});

test('training tells when and on how much; a baseline was not trained', () => {
  expect(describeTraining({ ...resultOf().report, points: 241, trainedAt: now }, formats)).toBe(
    'trained 09:00 on 180 windows of 10d'
  );
  expect(describeTraining(resultOf({ source: 'linear' }).report, formats)).toBe('from 240 points');
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

test('small words', () => {
  expect([describeAnomalies(0), describeAnomalies(1), describeAnomalies(1200)]).toEqual([
    '0 anomalies',
    '1 anomaly',
    '1,200 anomalies',
  ]);
  expect([formatWait(400), formatWait(61_000), formatWait(180_000)]).toEqual(['0 s', '61 s', '3 min']);
});
