import fc from 'fast-check';
import { hasRangeEnds, pinRangeEnds } from './rangeEnds';
import { type Place, scan } from './scan';
import { replaceTimeVariables, timeValues, timeVariablesIn } from './timeVariables';

describe('a scan', () => {
  const places = (text: string) => {
    const found: Array<[string, Place]> = [];
    scan(text, 'code', (piece, place) => void found.push([piece, place]));
    return found;
  };

  test.each<[string, Array<[string, Place]>]>([
    [
      'x{a="b"}',
      [
        ['x{a=', 'code'],
        ['"b"', '"'],
        ['}', 'code'],
      ],
    ],
    [`'it\\'s'`, [[`'it\\'s'`, "'"]]],
    [
      '`a\\`+1',
      [
        ['`a\\`', '`'],
        ['+1', 'code'],
      ],
    ],
    [
      '"#" # "x\n+1',
      [
        ['"#"', '"'],
        [' ', 'code'],
        ['# "x\n', 'comment'],
        ['+1', 'code'],
      ],
    ],
    ['"open', [['"open', '"']]],
  ])('of %j', (text, expected) => {
    expect(places(text)).toEqual(expected);
  });

  test('gives the whole text back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^["'`\\#\na]*$/), (text) => {
        expect(
          places(text)
            .map(([piece]) => piece)
            .join('')
        ).toBe(text);
      })
    );
  });
});

describe('variables of time', () => {
  const values = timeValues(0.5, 15, 3_600_000);

  test('have these values', () => {
    expect(values).toEqual({
      __interval: '500ms',
      __interval_ms: 500,
      __rate_interval: '60s',
      __rate_interval_ms: 60_000,
      __range: '3600s',
      __range_s: 3600,
      __range_ms: 3_600_000,
    });
  });

  test.each([
    [15, 15, '60s'],
    [60, 15, '75s'],
    [300, 60, '360s'],
  ])('step %d s, scrape every %d s: rate interval %s', (step, scrape, expected) => {
    expect(timeValues(step, scrape, 1).__rate_interval).toBe(expected);
  });

  test.each([
    ['x[$__range]', 'x[3600s]'],
    ['x[${__rate_interval}]', 'x[60s]'],
    ['x[${__interval:raw}] / $__interval_ms', 'x[500ms] / 500'],
    ['avg_over_time(x[[[__range]]:])', 'avg_over_time(x[3600s:])'],
    ['x[$__interval_other] $host ${job} $__from', 'x[$__interval_other] $host ${job} $__from'],
  ])('%s becomes %s', (text, expected) => {
    expect(replaceTimeVariables(text, values)).toBe(expected);
  });

  test('are found in each of their forms', () => {
    expect(timeVariablesIn('$__range ${__from:date} [[__interval]] $x $__range')).toEqual([
      '__range',
      '__from',
      '__interval',
    ]);
  });
});

test.each([
  ['x @ start()', 'x @ 10'],
  ['x - x @end( )', 'x - x @ 20'],
  ['x{a="@ start()"} # @ end()', 'x{a="@ start()"} # @ end()'],
  ['start() + x @ 5', 'start() + x @ 5'],
])('the range ends of %s: %s', (expr, expected) => {
  expect(pinRangeEnds(expr, { start: 10, end: 20 })).toBe(expected);
  expect(hasRangeEnds(expr)).toBe(expr !== expected);
});
