import { exampleModel, exampleRequest } from '../testing/fakeWorker';
import { askedOf, isAsked, pinMisfit } from './pinning';

const minute = 60_000;
const end = 100 * minute;
const request = exampleRequest(end);
const pinned = { ...exampleModel(end), asked: JSON.parse(JSON.stringify(askedOf(request))) };
const withOptions = (change: object) => ({ ...request, options: { ...request.options, ...change } });

it('fits what it was made for, and other bands, bounds and anomaly options', () => {
  expect(pinMisfit(pinned, request)).toBeUndefined();
  expect(pinMisfit(pinned, withOptions({ levels: [0.5], lowerBound: 0, anomalyLimit: 3 }))).toBeUndefined();
});

it.each<[string, Parameters<typeof pinMisfit>[1], unknown]>([
  ['options', withOptions({ horizon: 3600, seed: 1 }), { kind: 'options', names: ['horizon', 'seed'] }],
  ['points of another distance', { ...request, series: { ...request.series, step: 120 } }, { kind: 'step' }],
  ['another time zone', { ...request, timeZone: 'Asia/Tokyo' }, { kind: 'time-zone' }],
  ['covariates', { ...request, covariates: [{ ...request.series, name: 'b' }] }, { kind: 'covariates' }],
  ['an end before its own', exampleRequest(end - minute), { kind: 'newer' }],
  ['an end long after its own', exampleRequest(end + 60 * minute), { kind: 'old' }],
])('says that it does not fit %s', (_, asked, misfit) => {
  expect(pinMisfit(pinned, asked)).toEqual(misfit);
});

it('is read from a dashboard alone where it says what it was asked for', () => {
  expect(isAsked(pinned.asked)).toBe(true);
  expect([undefined, null, 7, {}, { ...pinned.asked, options: null }].some(isAsked)).toBe(false);
});
