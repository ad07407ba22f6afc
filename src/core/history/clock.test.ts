import { createCalendar } from '../series/calendar';
import { createClock } from './clock';

const HOUR = 3600;

test.each([
  ['UTC', '2026-07-06T06:00:00Z', 0.25, 0.25 / 7],
  ['Europe/Berlin', '2026-07-06T04:00:00Z', 0.25, 0.25 / 7],
  ['Europe/Berlin', '2026-12-07T05:00:00Z', 0.25, 0.25 / 7],
])('tells the local time of a row in %s', (zone, time, day, week) => {
  const series = { start: Date.parse(time) - 3 * HOUR * 1000, step: HOUR, values: new Float64Array(2) };
  const hands = createClock(series, createCalendar(zone))(3);
  const near = (phase: number) => [
    expect.closeTo(Math.sin(2 * Math.PI * phase), 9),
    expect.closeTo(Math.cos(2 * Math.PI * phase), 9),
  ];
  expect(hands).toEqual({ day: near(day), halfDay: near(2 * day), week: near(week) });
});
