import { describeReason } from './describeReason';
import { RequestFailure } from './failure';

test.each<[unknown, RegExp]>([
  [new RequestFailure({ kind: 'signed-out' }), /^Grafana no longer knows you: sign in again\.$/],
  [new Error('invalid step; too small'), /^invalid step; too small$/],
  ['text', /^text$/],
  [new TypeError("Cannot read properties of null (reading 'x')"), /^Presage made a mistake .*\(Cannot read.*report/],
  [new RangeError('Invalid array length'), /^Presage made a mistake/],
  [new Error(''), /^Presage failed and did not say why\. Run the query again/],
  [undefined, /^Presage failed/],
  [{ a: 1 }, /^Presage failed/],
])('%s is a sentence', (reason, sentence) => {
  expect(describeReason(reason)).toMatch(sentence);
});
