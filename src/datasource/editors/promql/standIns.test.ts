import { parser } from '@prometheus-io/lezer-promql';
import { hasVariables, standIns } from './standIns';

/** Whether PromQL's grammar takes a text. */
function isPromQL(text: string): boolean {
  let fine = true;
  parser.parse(text).iterate({ enter: ({ type }) => void (fine = fine && !type.isError) });
  return fine;
}

test.each([
  'rate(x[$__rate_interval])',
  'rate(x{job="$job"}[${__interval}])',
  'sum(rate($metric{env=~"${env:regex}"}[5m])) by ($by)',
  'max_over_time(x[1h:$__interval])',
  'x offset $lag',
  'rate([[metric]][[[window]]])',
])('%s is PromQL with variables in it', (text) => {
  expect(isPromQL(text)).toBe(text.includes('"') && !/[[(]\$/.test(text));
  expect(isPromQL(standIns(text))).toBe(true);
  expect(standIns(text)).toHaveLength(text.length);
  expect(hasVariables(text)).toBe(true);
});

test('what is wrong without variables stays wrong', () => {
  expect(standIns('rate(x[5m]')).toBe('rate(x[5m]');
  expect(isPromQL(standIns('rate(x[$__interval]'))).toBe(false);
});
