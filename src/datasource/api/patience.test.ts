import { describeFailure, toFailure } from './failure';
import { waitsFor } from './patience';

const silent = { status: 502, data: { message: '', error: 'Bad Gateway', response: '' } };
const told = (seconds: number, limit: number, error = silent) => describeFailure(toFailure(error, { seconds, limit }));

test.each<[string, number, number, RegExp]>([
  ['refused at once', 0.02, 30, /could not connect to Prometheus.*host and port/],
  ['refused by a slow name server', 5, 30, /could not connect to Prometheus/],
  ['no connection came about', 10.1, 30, /found nobody at Prometheus's address within 10 s.*firewall/],
  ['no answer came', 30.2, 30, /did not answer in time: Grafana gave up after 30 s.*overloaded/],
  ['no answer came within the setting', 2.01, 2, /gave up after 2 s/],
  ['a long setting', 61, 60, /gave up after 60 s/],
])('a 502 without a word: %s', (_, seconds, limit, sentence) => {
  expect(told(seconds, limit)).toMatch(sentence);
});

test('a 502 with something to say is not about the time', () => {
  const page = { status: 502, data: { message: '<html>', error: 'Bad Gateway', response: '<html>' } };
  expect(told(30.2, 30, page)).toMatch(/A proxy between.*502 \(an HTML page\)/);
});

test("the data source's own time-out counts, else Grafana's default", () => {
  expect(['', 0, 'x', undefined, 5, '7'].map(waitsFor)).toEqual([30, 30, 30, 30, 5, 7]);
});
