import { type OptionRow, optionTable } from '../../core/options';

/** A JSON schema, as far as it is written here. */
export type Schema = Readonly<Record<string, unknown>>;

const duration: Schema = { type: 'string', pattern: '^(?=.*[1-9])(\\d+(\\.\\d+)?(ms|[smhdwy]))+$' };
const labels: Schema = {
  type: 'object',
  // What begins with __ is Prometheus' own.
  propertyNames: { pattern: '^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$' },
  additionalProperties: { type: 'string' },
};
/** No login in it: credentials have fields of their own, which no message shows. */
const url: Schema = { type: 'string', pattern: '^https?://[^/@\\s]+(/[^\\s]*)?$' };
/** Names as HTTP has them. */
const headerNames: Schema = { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" };
const secret: Schema = {
  description: 'A text, or where it is read from: {file: PATH} or {env: NAME}.',
  anyOf: [
    { type: 'string' },
    { type: 'object', required: ['file'], properties: { file: { type: 'string' } }, additionalProperties: false },
    { type: 'object', required: ['env'], properties: { env: { type: 'string' } }, additionalProperties: false },
  ],
};

const headers: Schema = { type: 'object', propertyNames: headerNames, additionalProperties: secret };

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const described = (schema: Schema, description: string, initial?: unknown): Schema => ({
  ...schema,
  description,
  ...(initial !== undefined && { default: initial }),
});

/** The schema of an option: the panel's own names, ranges and defaults. */
function optionSchema(row: OptionRow): Schema {
  const help = { description: row.help, ...(row.default !== undefined && { default: row.default }) };
  switch (row.kind) {
    case 'number':
      return { type: row.integer ? 'integer' : 'number', minimum: row.min, maximum: row.max, ...help };
    case 'bound':
      return { anyOf: [{ type: 'number' }, { enum: ['none'] }], ...help };
    case 'choice':
      return { enum: row.choices.map(({ value }) => value), ...help };
    default:
      return { type: 'string', ...help };
  }
}

const options = described(
  object(Object.fromEntries(Object.entries(optionTable).map(([name, row]) => [name, optionSchema(row)]))),
  "The forecast panel's options, under the same names."
);

const thresholds = described(
  {
    type: 'array',
    maxItems: 20,
    items: {
      anyOf: [
        { type: 'number' },
        object({ value: { type: 'number' }, direction: { enum: ['above', 'below'] } }, ['value']),
      ],
    },
  },
  'Values that a series should not reach: a number, or {value, direction: above | below}.'
);

const query = object(
  {
    name: described({ type: 'string', minLength: 1 }, 'Unique within the group.'),
    expr: described({ type: 'string', minLength: 1 }, 'PromQL.'),
    thresholds,
    unit: described({ type: 'string' }, "Grafana's name of the unit, such as percent: its scale bounds the forecast."),
    min: described({ type: 'number' }, 'As in the panel: the forecast goes no lower where the history does not.'),
    max: described({ type: 'number' }, 'The same above.'),
    options,
  },
  ['name', 'expr']
);

const train = described({ type: 'boolean' }, 'Train an LSTM for each series, as the panel does.', true);

/** The one description of a configuration file: `presage schema` prints it for editors, `readConfig` checks by it. */
export const configSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Configuration of the Presage runner',
  ...object(
    {
      prometheus: described(
        object(
          {
            url: described(url, 'What stands before /api/v1.'),
            basicAuth: described(
              object({ username: { type: 'string' }, password: secret }, ['username', 'password']),
              'Sent with every request.'
            ),
            bearerToken: secret,
            headers: described(headers, 'Such as X-Scope-OrgID for Mimir.'),
            tls: object({
              caFile: described({ type: 'string' }, 'Authority of the server.'),
              certFile: described({ type: 'string' }, 'Certificate of this client.'),
              keyFile: described({ type: 'string' }, 'Its key.'),
              insecureSkipVerify: described({ type: 'boolean' }, 'Takes any certificate of the server.', false),
            }),
            timeout: described(duration, 'How long an answer may take.', '30s'),
            scrapeInterval: described(duration, 'For $__rate_interval in queries of dashboards.', '15s'),
          },
          ['url']
        ),
        'Where samples come from.'
      ),
      interval: described(duration, 'Time between two rounds.', '1m'),
      refit: described(duration, 'How long a forecast is used before its series is fitted anew.', '1h'),
      timeZone: described({ type: 'string' }, 'IANA name of the zone whose days and weeks count.', 'UTC'),
      threads: described({ type: 'integer', minimum: 1, maximum: 64 }, 'Worker threads; all processors by default.'),
      maxSeries: described({ type: 'integer', minimum: 1, maximum: 100_000 }, 'Series beyond are left out.', 1000),
      train,
      state: described({ type: 'string' }, 'Folder in which models and forecasts outlive the process.'),
      queue: described(
        secret,
        'Address of a Redis, redis://[user:password@]host[:port][/database], over which any number of processes share the series; a secret, as it has the password.'
      ),
      serve: object({
        listen: described({ type: 'string', pattern: '^.+:\\d+$' }, 'Address and port.', '127.0.0.1:9815'),
        bearerToken: secret,
      }),
      remoteWrite: described(
        object(
          {
            ...{ url, headers },
            future: described(
              { type: 'boolean' },
              'Forecasts at the times that they are of as well, for VictoriaMetrics, or Prometheus with an out-of-order window.',
              false
            ),
          },
          ['url']
        ),
        'Where what /metrics has is written to at each round, such as http://host:9090/api/v1/write.'
      ),
      alerts: object({
        alertmanager: described(url, 'What stands before /api/v2.'),
        webhook: described(
          secret,
          'Address that gets each change of an alert as JSON; a secret, as its path often is one.'
        ),
        probability: described({ type: 'number', minimum: 0.1, maximum: 1 }, 'Chance from which to alert.', 0.8),
        release: described({ type: 'number', minimum: 0, maximum: 1 }, 'Chance under which it is over.', 0.5),
        rounds: described({ type: 'integer', minimum: 1 }, 'Rounds in a row that either must hold.', 2),
        labels: described(labels, 'Added to every alert.'),
        link: described(url, 'Address of the dashboard.'),
      }),
      groups: {
        type: 'array',
        items: object(
          {
            name: { type: 'string', minLength: 1 },
            labels: described(labels, 'Added to what is exported and alerted.'),
            train,
            options,
            queries: { type: 'array', minItems: 1, items: query },
          },
          ['name', 'queries']
        ),
      },
    },
    ['prometheus']
  ),
};
