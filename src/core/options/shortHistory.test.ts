import { english } from '../language';
import { describeShortHistory } from './shortHistory';

const DAY = 86_400;

test.each([
  [30 * DAY, 6 * DAY + 5000, 'Of a history of 30d there are 6d: the forecasts learn from those.'],
  [30 * DAY, 5 * 3600 + 61, 'Of a history of 30d there are 5h: the forecasts learn from those.'],
  [DAY, 200, 'Of a history of 1d there are 3m: the forecasts learn from those.'],
  [30 * DAY, 29.5 * DAY, undefined],
  [30 * DAY, 31 * DAY, undefined],
  [30 * DAY, NaN, undefined],
])('of %d seconds there are %d', (asked, found, sentence) => {
  const said = describeShortHistory(asked, found);
  expect(said && english(said)).toBe(sentence);
});
