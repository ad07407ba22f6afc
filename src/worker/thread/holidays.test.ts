import { english } from '../../core/language/phrase';
import { fitForecaster } from '../../core/blend/forecaster';
import { forecastFrom } from '../../core/blend/forecastFrom';
import { createCalendar } from '../../core/series/calendar';
import { createReferenceEngine } from '../../engine/reference/reference';
import { request } from '../../testing/jobKit';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import type { ForecastRequest } from '../protocol';
import { runJob } from './job';

jest.setTimeout(60_000);

describe('a forecast', () => {
  // From Thursday 1 October: 11 November is a Wednesday, and Veterans Day, in the US; so is 12 October, Columbus Day.
  const isHoliday = (row: number) => [11, 41].includes(Math.floor(row / DAY));
  const days = 41;
  const calendar = createCalendar('UTC');
  const office = () => {
    const noise = createNoise(7);
    return makeSeries(days * DAY, (i) => {
      const isOff = isHoliday(i) || calendar.weekPhase(Date.UTC(2026, 9, 1) + i * 1_800_000) >= 5 / 7;
      return 20 + (isOff ? 10 : 100) * Math.exp(-(((i % DAY) - 26) ** 2) / 60) + noise();
    });
  };
  const ask = (holidays: string, isUntrained = true): ForecastRequest => ({
    ...request({ horizon: 86_400, epochs: 1, hidden: 4, holidays }),
    ...{ series: office(), thresholds: [], isUntrained },
  });
  const parts = () => ({
    engines: { use: async () => createReferenceEngine(), drop: () => {} },
    onState: () => {},
    signal: new AbortController().signal,
    now: () => Date.UTC(2026, 10, 11),
    networks: async () => [],
  });
  const noon = async (asked: ForecastRequest) => {
    const { result } = await runJob(asked, parts());
    return { noon: result.forecast.point[26], notes: result.report.notes.map(english) };
  };

  test.each([true, false])('of a holiday comes near to a Sunday, untrained %s', async (isUntrained) => {
    expect((await noon(ask('', isUntrained))).noon).toBeGreaterThan(100);
    expect((await noon(ask('US', isUntrained))).noon).toBeLessThan(65);
    expect((await noon(ask('DE', isUntrained))).noon).toBeGreaterThan(100);
  });

  test('of a country that is not known goes on without, with a sentence', async () => {
    const { noon: usual, notes } = await noon(ask('XX'));
    expect(usual).toBeGreaterThan(100);
    expect(notes[0]).toContain('knows no country or region “XX”');
  });

  test('the day after a holiday does not repeat it', () => {
    const series = office();
    // From midnight after Columbus Day, day 11.
    const past = { ...series, values: series.values.slice(0, 12 * DAY) };
    const ask = (specialDays?: ReadonlySet<number>) =>
      forecastFrom(fitForecaster(past, { horizon: DAY, specialDays }), 12 * DAY - 1, [0.5]).point[26];
    const columbus = new Set([Date.UTC(2026, 9, 12) / 86_400_000]);
    expect(Math.abs(ask(columbus) - 120)).toBeLessThan(Math.abs(ask() - 120));
  });
});
