import { parseWindows } from './timeWindows';

test.each([
  ['', []],
  ['2026-11-24T02:00Z/2026-11-24T06:00Z', [[Date.UTC(2026, 10, 24, 2), Date.UTC(2026, 10, 24, 6)]]],
  ['2026-11-24T02:00/2026-11-24T06:00', [[Date.UTC(2026, 10, 24, 2), Date.UTC(2026, 10, 24, 6)]]],
  [
    '2026-11-24T02:00+01:00/2026-11-24T06:00:30.5Z',
    [[Date.UTC(2026, 10, 24, 1), Date.UTC(2026, 10, 24, 6, 0, 30, 500)]],
  ],
  [
    ' 2026-11-24/2026-11-25 ,2026-12-24 / 2026-12-27,',
    [
      [Date.UTC(2026, 10, 24), Date.UTC(2026, 10, 25)],
      [Date.UTC(2026, 11, 24), Date.UTC(2026, 11, 27)],
    ],
  ],
])('%s', (text, expected) => {
  expect(parseWindows(text)?.map(({ from, to }) => [from, to])).toEqual(expected);
});

test.each([
  'now',
  '2026-11-24',
  '2026-11-25/2026-11-24',
  '2026-11-24/2026-11-25/2026-11-26',
  '2026-13-01/2026-13-02',
  '/',
])('%s is no list of windows', (text) => expect(parseWindows(text)).toBeUndefined());
