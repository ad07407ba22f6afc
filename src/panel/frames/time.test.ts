import { inChinese } from '../../testing/chinese';
import { formatMoment } from './time';

/** A Sunday, 12:00 in UTC. */
const NOW = Date.UTC(2026, 10, 29, 12);
const HOUR = 3_600_000;
const moments = (timeZone: string) => [2, -13, 24 * 8].map((hours) => formatMoment(NOW + hours * HOUR, NOW, timeZone));

test('a moment has its day where that is another one', () => {
  expect(moments('utc')).toEqual(['14:00', 'Sat 23:00', 'Mon 7 Dec 12:00']);
});

test('the day is that of the zone', () => {
  expect(moments('Asia/Tokyo')).toEqual(['23:00', '08:00', 'Mon 7 Dec 21:00']);
  expect(formatMoment(NOW + 4 * HOUR, NOW, 'Asia/Tokyo')).toBe('Mon 01:00');
});

describe('in Chinese', () => {
  inChinese();

  test('days and months have the names of the language', () => {
    expect(moments('utc')).toEqual(['14:00', '周六 23:00', '12月7日 周一 12:00']);
  });
});
