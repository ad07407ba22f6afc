import { optionTable } from '../../core/options';
import { ConfigFailure } from './problems';
import { parseConfig } from './readConfig';
import { configSchema } from './schema';

const read = (text: string, env: NodeJS.ProcessEnv = {}) => parseConfig(text, '/etc/presage.yaml', env);

function problemsOf(text: string, env: NodeJS.ProcessEnv = {}): string[] {
  try {
    read(text, env);
  } catch (error) {
    return (error as ConfigFailure).message.split('\n');
  }
  return [];
}

const whole = `
prometheus:
  url: http://prometheus:9090/
  basicAuth: { username: sre, password: { env: SECRET } }
  headers: { X-Scope-OrgID: team }
interval: 30s
timeZone: Europe/Berlin
groups:
  - name: disk
    labels: { team: storage }
    options: { horizon: 1d, lowerBound: 0 }
    queries:
      - name: used
        expr: disk_used
        thresholds: [80, { value: 5, direction: below }]
        options: { upperBound: 100 }
`;

test('a whole configuration: durations in seconds, the panel’s options, thresholds with a side, secrets read', () => {
  const { prometheus, interval, queries } = read(whole, { SECRET: 'secret' });
  expect(prometheus.url).toBe('http://prometheus:9090');
  expect(prometheus.headers).toEqual({
    Authorization: `Basic ${Buffer.from('sre:secret').toString('base64')}`,
    'X-Scope-OrgID': 'team',
  });
  expect(interval).toBe(30);
  expect(queries).toMatchObject([
    {
      ...{ name: 'disk/used', expr: 'disk_used', labels: { team: 'storage' }, train: true },
      thresholds: [
        { value: 80, direction: 'above' },
        { value: 5, direction: 'below' },
      ],
      options: { horizon: 86_400, lowerBound: 0, upperBound: 100, sequenceLength: 24 },
    },
  ]);
});

test.each([
  [
    'prometheus: { url: http://a }\nintervall: 30s',
    [/^\/etc\/presage.yaml:2: intervall: unknown field; known here: .*interval/],
  ],
  ['prometheus: { url: http://a }\ninterval: soon', [/:2: interval: must be a duration such as 30s/]],
  ['interval: 30s', [/the field prometheus is missing/]],
  ['prometheus:\n  url: ftp://a', [/:2: prometheus.url: must be of the form \^https/]],
  ['prometheus: { url: http://a }\ntimeZone: Mars', [/:2: timeZone: Mars is no time zone/]],
  [
    'prometheus: { url: http://a }\ngroups:\n  - name: g\n    queries: []',
    [/:4: groups.0.queries: must NOT have fewer than 1 items/],
  ],
  ['prometheus: [', [/:1: /]],
  [
    'prometheus: { url: http://a, bearerToken: { env: NONE } }',
    [/bearerToken: there is nothing in the environment variable NONE/],
  ],
  [
    'prometheus: { url: http://a }\ngroups:\n  - name: g\n    queries:\n      - { name: q, expr: up, options: { horizon: long } }',
    [/:5: groups.0.queries.0.options.horizon: invalid horizon; not a duration such as 6h: long\.$/],
  ],
  [
    'prometheus: { url: http://a }\ngroups:\n  - name: g\n    queries:\n      - { name: q, expr: up }\n      - { name: q, expr: up }',
    [/:6: groups.0.queries.1.name: there is another query g\/q/],
  ],
  ['prometheus: { url: http://a }\na: 1\nb: 2', [/:2: a: unknown/, /:3: b: unknown/]],
])('says the line, the field, what is wrong and what would be right: %j', (text, expected) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(expected.length);
  expected.forEach((pattern, i) => expect(problems[i]).toMatch(pattern));
});

test.each([
  ['hunter2', [/timeZone/]],
  ['hunter2\nX-Admin: 1', [/timeZone/, /prometheus.bearerToken: it has more than one line/]],
])('a secret that is read never stands in a problem: %j', (token, expected) => {
  const text = 'prometheus: { url: http://a, bearerToken: { env: TOKEN } }\ntimeZone: Mars';
  const problems = problemsOf(text, { TOKEN: token });
  expect(problems).toHaveLength(expected.length);
  expected.forEach((pattern, i) => expect(problems[i]).toMatch(pattern));
  expect(problems.join()).not.toContain('hunter2');
});

const based = (yaml: string) => `prometheus: { url: http://a }\n${yaml}`;

test.each([
  ['prometheus: { url: "http://user:pass@host" }', /prometheus.url: must be of the form/],
  [based('interval: 0s'), /interval: must be a duration/],
  [based('alerts: { probability: .05 }'), /alerts.probability: must be >= 0.1/],
  [based('alerts: { release: .9 }'), /alerts.release: must not be above probability, 0.8/],
  [based('alerts: { webhook: file:///etc/passwd }'), /alerts.webhook: must be an address/],
  [based('alerts: { labels: { "a-b": x } }'), /alerts.labels.a-b: must be of the form/],
  [based('alerts: { labels: { __name__: x } }'), /alerts.labels.__name__: must be of the form/],
  [based('alerts: { webhook: "http://[hunter2" }'), /alerts.webhook: must be an address/],
  [based('remoteWrite: { url: http://a, headers: { "X Y": z } }'), /remoteWrite.headers.X Y: must be of the form/],
  [
    based('remoteWrite: { url: http://a, headers: { X: "hunter2✓" } }'),
    /remoteWrite.headers.X: has a character that no/,
  ],
  ['prometheus: { url: http://a, bearerToken: "hunter2\\u0001" }', /prometheus.bearerToken: has a character that no/],
])('%j is refused', (text, words) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(words);
  expect(problems[0]).not.toContain('hunter2');
});

test.each(['redis://host', 'redis://:p%40ss@host:6379/1', 'rediss://user:pass@[::1]:6380'])(
  'the address of a queue, in place or from elsewhere: %s',
  (address) => {
    expect(read(based(`queue: '${address}'`))).toMatchObject({ queue: address });
    expect(read(based('queue: { env: QUEUE }'), { QUEUE: address })).toMatchObject({ queue: address });
  }
);

test.each([
  'http://hunter2@host',
  'redis://',
  'redis://:hunter2@ho@st',
  'redis://:hunter2/@host',
  'redis://hunter2@host/x',
])('what is no address of a queue is refused, and not shown: %s', (address) => {
  const problems = problemsOf(based(`queue: '${address}'`));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/:2: queue: must be an address such as redis:/);
  expect(problems[0]).not.toContain('hunter2');
});

test('alerts, trust and addresses as they are meant', () => {
  const text = based('train: false\nserve: { listen: "[::1]:9815" }\nalerts: { rounds: 3, webhook: { env: HOOK } }');
  expect(read(text, { HOOK: 'https://hooks/T0/secret' })).toMatchObject({
    train: false,
    serve: { host: '::1', port: 9815 },
    alerts: { probability: 0.8, release: 0.5, rounds: 3, labels: {}, webhook: 'https://hooks/T0/secret' },
  });
});

test('the schema knows every option of the panel with its default and its help', () => {
  const text = JSON.stringify(configSchema);
  for (const [name, { help }] of Object.entries(optionTable)) {
    expect(text).toContain(JSON.stringify(name));
    expect(text).toContain(JSON.stringify(help));
  }
});
