import { describeFailure, type FailedFetch, toFailure } from './failure';

const cases: Array<[string, FailedFetch, string, RegExp]> = [
  [
    "Prometheus's own error, as it is",
    { status: 400, data: { status: 'error', errorType: 'bad_data', error: '1:5: parse error: unexpected "}"' } },
    'prometheus',
    /^bad_data: 1:5: parse error: unexpected "}"$/,
  ],
  [
    'a limit of the evaluation',
    { status: 422, data: { status: 'error', errorType: 'execution', error: 'too many samples' } },
    'prometheus',
    /^execution: too many samples$/,
  ],
  [
    'a time-out that Prometheus itself reports',
    { status: 503, data: { status: 'error', errorType: 'timeout', error: 'query timed out in expression evaluation' } },
    'prometheus',
    /^timeout: query timed out/,
  ],
  [
    'a 401 as the proxy rewrites it',
    { status: 400, data: 'Authentication to data source failed' },
    'login-refused',
    /refused the login \(401\)/,
  ],
  ['a plain 401, which is Grafana’s own', { status: 401, data: 'Unauthorized' }, 'signed-out', /sign in again/],
  ['a 403 of what stands in front of Prometheus', { status: 403, data: '<html>' }, 'login-refused', /\(403\)/],
  [
    'a guard route',
    { status: 403, data: { message: 'plugin proxy route access denied' } },
    'denied-by-grafana',
    /Grafana does not allow this/,
  ],
  ['connection refused or unknown host', { status: 502, data: '' }, 'unreachable', /could not connect.*host and port/],
  ['a proxy in front of Prometheus', { status: 502, data: '<html>' }, 'bad-gateway', /502 \(an HTML page\)/],
  ['no URL', { status: 400, data: { message: 'Invalid data source URL: ""' } }, 'not-configured', /has no URL/],
  [
    'a URL that cannot be read',
    { status: 400, data: { message: 'Invalid data source URL: "http://a b"' } },
    'bad-url',
    /cannot read this data source's URL, "http:\/\/a b"/,
  ],
  ['the proxy gave up', { status: 504, data: '' }, 'timed-out', /did not answer in time/],
  [
    'a page that is not there',
    { status: 404, data: '<html><h1>404</h1></html>' },
    'not-prometheus',
    /404, an HTML page.*path/,
  ],
  [
    'TLS files that cannot be read',
    { status: 400, data: { message: 'Unable to load TLS certificate' } },
    'http',
    /400: Unable to load TLS/,
  ],
  [
    'a broken server',
    { status: 500, statusText: 'Internal Server Error', data: '<html>' },
    'http',
    /500: Internal Server Error/,
  ],
  ['a server that starts', { status: 503, data: 'Service Unavailable' }, 'http', /503: Service Unavailable/],
  ['no answer from Grafana', { status: 0 }, 'no-connection', /no answer from Grafana/],
  ['an error of the network', {}, 'no-connection', /no answer from Grafana/],
  [
    'a page, as Grafana wraps it',
    { status: 404, data: { message: '<html>', error: 'Not Found', response: '<html>' } },
    'not-prometheus',
    /404, an HTML page/,
  ],
  [
    'nothing, as Grafana wraps it',
    { status: 404, data: { message: 'Unexpected error' } },
    'not-prometheus',
    /404, an empty answer/,
  ],
  [
    'a refused login, as Grafana wraps it',
    {
      status: 400,
      data: {
        message: 'Authentication to data source failed',
        error: 'Bad Request',
        response: 'Authentication to data source failed',
      },
    },
    'login-refused',
    /401/,
  ],
  ['cancelled', { status: -1, cancelled: true }, 'cancelled', /cancelled/],
];

test.each(cases)('%s', (_, error, kind, sentence) => {
  const failure = toFailure(error);
  expect(failure.kind).toBe(kind);
  expect(describeFailure(failure)).toMatch(sentence);
});
