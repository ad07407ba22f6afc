import { forecastBaseline } from '../../core/fitted';
import { createRehearsal, rehearsed } from './rehearse';

test('made-up values are forecast four times, whenever there is time, and not again for the next panel', () => {
  const waiting: Array<() => void> = [];
  const forecast = jest.fn(forecastBaseline);
  const rehearse = createRehearsal((run) => waiting.push(run));
  rehearse(forecast);
  rehearse(forecast);
  expect(forecast).not.toHaveBeenCalled();
  while (waiting.length > 0) {
    expect(waiting).toHaveLength(1);
    waiting.shift()!();
  }
  expect(forecast).toHaveBeenCalledTimes(4);
});

test('the values have a season, an outlier and a band to cross: all steps of a first answer are taken', () => {
  const rehearse = createRehearsal((run) => run());
  const answers: Array<ReturnType<typeof forecastBaseline>> = [];
  rehearse((series, options) => answers.push(forecastBaseline(series, { ...options, horizon: 86_400 }, [70])));
  const [{ report, breaches, expected }] = answers;
  expect(report).toMatchObject({ source: 'blend', season: 48 });
  expect(breaches.length).toBeGreaterThan(0);
  expect(Math.max(...rehearsed.values)).toBeGreaterThan(Math.max(...expected.intervals[1].upper));
});
