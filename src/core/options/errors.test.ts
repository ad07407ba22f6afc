import { english, phrase } from '../language';
import { describeError, ForecastFailure, toForecastError, type ForecastError, type ForecastErrorKind } from './errors';

const examples: { [K in ForecastErrorKind]: [Extract<ForecastError, { kind: K }>, string] } = {
  'too-little-history': [
    { kind: 'too-little-history', needed: 1096, got: 10, step: 1800 },
    'Learning: 10 of 1,096 points at a step of 30m. Wait for more data, or choose a longer history or a smaller step.',
  ],
  'no-values': [
    { kind: 'no-values' },
    'The series has no values in the history: all are empty, NaN or infinite. Check the query.',
  ],
  constant: [
    { kind: 'constant', value: 1234567.891 },
    'The history never changes, so there is nothing to learn: 1,234,570 is forecast to stay.',
  ],
  'invalid-option': [
    { kind: 'invalid-option', option: 'level', why: phrase('not in (0, 1)'), value: '95' },
    'invalid level; not in (0, 1): 95.',
  ],
  'history-failed': [
    { kind: 'history-failed', message: 'query timed out in\n expression evaluation' },
    'The history could not be fetched: query timed out in expression evaluation. ' +
      'It is asked for again; check the data source and the query.',
  ],
  'history-differs': [
    { kind: 'history-differs', history: 341_234.5, live: 45_012 },
    'No forecast: where both are known the history is about 340,000 and the series shown about 45,000, so they are ' +
      'different data. Write a fixed window, such as [5m], where the query leaves it to the server, as rate(x) does; ' +
      'random data cannot be forecast.',
  ],
  'instant-query': [
    { kind: 'instant-query' },
    'The query is instant: it has one value and no history. Choose the type Range in the query for a forecast.',
  ],
  'no-forecast-held': [
    { kind: 'no-forecast-held' },
    'This snapshot holds no forecast: none was drawn when it was taken, or a transformation parted it from the data. ' +
      'Take it again when the panel is ready.',
  ],
  'device-unavailable': [
    { kind: 'device-unavailable', device: 'webgpu', why: 'this page is not served over https' },
    'This browser cannot train on webgpu: this page is not served over https. Choose another device, or Auto.',
  ],
  'device-failed': [
    { kind: 'device-failed', device: 'webgl', message: 'context lost!' },
    'Training on webgl failed: context lost! Choose another device, or Auto.',
  ],
  diverged: [
    { kind: 'diverged', epoch: 3 },
    'Training diverged: the loss became infinite in epoch 3. Choose a smaller learning rate.',
  ],
  'too-large': [
    { kind: 'too-large', what: phrase('points of the history'), size: 1e6, limit: 60000 },
    'Too many points of the history: 1,000,000, at most 60,000. ' +
      'Choose a larger step, a shorter history or horizon, or a smaller model.',
  ],
  'too-many-covariates': [
    { kind: 'too-many-covariates', got: 12, limit: 8 },
    'Too many covariates: 12 series have the names given, at most 8 can be used. ' +
      'Name fewer of them in the option Covariates.',
  ],
  'covariate-not-found': [
    { kind: 'covariate-not-found', name: 'requests' },
    'No other series or query of this panel is named “requests”, so the forecast goes on without it. ' +
      'Correct the option Covariates, or add the query.',
  ],
  'country-not-found': [
    { kind: 'country-not-found', code: 'XX' },
    'The calendar of holidays knows no country or region “XX”, so the forecast goes on without. Write the code of a country, such as DE, or of a region, such as DE-BY, in the option Holidays of.',
  ],
  'holidays-not-loaded': [
    { kind: 'holidays-not-loaded', message: 'Loading chunk 7 failed' },
    'The calendar of holidays could not be loaded: Loading chunk 7 failed. The forecast goes on without; reload the page to try again.',
  ],
  'invalid-model': [
    { kind: 'invalid-model', why: phrase('the file is not JSON') },
    'The model cannot be used: the file is not JSON. Choose another file.',
  ],
  'annotations-failed': [
    { kind: 'annotations-failed', message: 'the dashboard was never saved' },
    'The annotations could not be written: the dashboard was never saved. They need a saved dashboard and the role Editor.',
  ],
  'worker-failed': [
    { kind: 'worker-failed', message: '' },
    'The background worker failed: no reason was given. Reload the page to try again.',
  ],
  cancelled: [{ kind: 'cancelled' }, 'The forecast was cancelled. Refresh the dashboard to start it again.'],
};

test.each(Object.values(examples))('%j reads well', (error, sentence) => {
  expect(english(describeError(error))).toBe(sentence);
});

test('a failure carries its error through code that throws', () => {
  const failure = new ForecastFailure({ kind: 'no-values' });
  expect(failure).toBeInstanceOf(Error);
  expect(failure.detail).toEqual({ kind: 'no-values' });
});

test('an option of the user that is invalid says what happens', () => {
  const error = { kind: 'invalid-option', option: 'hidden', why: phrase('not in [1, 128]'), value: '0' } as const;
  expect(english(describeError(error))).toBe('invalid hidden; not in [1, 128]: 0. The default is used.');
});

test('whatever is thrown becomes typed data', () => {
  const detail = { kind: 'diverged', epoch: 2 } as const;
  expect(toForecastError(new ForecastFailure(detail))).toBe(detail);
  expect(toForecastError(new TypeError('no such thing'))).toEqual({ kind: 'worker-failed', message: 'no such thing' });
  expect(toForecastError('odd', 'history-failed')).toEqual({ kind: 'history-failed', message: 'odd' });
});
