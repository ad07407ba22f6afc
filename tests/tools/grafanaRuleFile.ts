import Ajv from 'ajv';
import { parse } from 'yaml';

/**
 * A file of alert rules as Grafana's provisioning takes it: https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/
 * and what its server refuses beyond that (`rules_types.go`, `alert_rule.go` of Grafana 13): it does not start with a file
 * that is none.
 */
const duration = {
  type: 'string',
  pattern: '^(0|(\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?)$',
  minLength: 1,
};
const text = { type: 'string', minLength: 1 };
const texts = { type: 'object', additionalProperties: { type: 'string' } };
const object = (properties: Record<string, unknown>, required: string[]) => ({
  ...{ type: 'object', properties, required },
  additionalProperties: false,
});
const seconds = { type: 'integer', minimum: 0 };
const query = object(
  {
    ...{ refId: text, queryType: text, datasourceUid: text, model: { type: 'object', required: ['refId'] } },
    relativeTimeRange: object({ from: seconds, to: seconds }, ['from', 'to']),
  },
  ['refId', 'datasourceUid', 'model']
);
const rule = object(
  {
    ...{ uid: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,40}$' }, title: text, condition: text },
    data: { type: 'array', minItems: 1, items: query },
    noDataState: { enum: ['Alerting', 'NoData', 'OK', 'KeepLast'] },
    execErrState: { enum: ['Alerting', 'Error', 'OK', 'KeepLast'] },
    ...{ for: duration, keepFiringFor: duration, annotations: texts, labels: texts },
    ...{ dashboardUid: text, panelId: { type: 'integer' }, isPaused: { type: 'boolean' } },
  },
  ['uid', 'title', 'condition', 'data']
);
const group = object(
  { orgId: { type: 'integer' }, name: text, folder: text, interval: duration, rules: { type: 'array', items: rule } },
  ['name', 'folder', 'interval', 'rules']
);
const isFile = new Ajv({ allErrors: true, strict: false }).compile<{ groups: GrafanaGroup[] }>(
  object({ apiVersion: { const: 1 }, groups: { type: 'array', items: group } }, ['apiVersion', 'groups'])
);

/** Bytes of a title, and of the name of a group. */
const MAX_BYTES = 190;
/** Seconds of Grafana's scheduler. */
const BASE = 10;

export interface GrafanaRule {
  uid: string;
  title: string;
  condition: string;
  for?: string;
  data: Array<{ refId: string; datasourceUid: string; model: Record<string, unknown> }>;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}
interface GrafanaGroup {
  name: string;
  interval: string;
  rules: GrafanaRule[];
}

/** The rules of a file, with variables of the environment (there are none) put in where Grafana does. @throws Error */
export function readGrafanaRules(content: string): GrafanaRule[] {
  const file: unknown = parse(content);
  if (!isFile(file)) {
    throw new Error(JSON.stringify(isFile.errors));
  }
  const rules = file.groups.flatMap(({ name, interval, rules: found }) => {
    const every = Number(/^(\d+)(s|m)$/.exec(interval)?.[1]) * (interval.endsWith('m') ? 60 : 1);
    hold(every > 0 && every % BASE === 0, `interval ${interval}`);
    hold(Buffer.byteLength(name) <= MAX_BYTES, `name ${name}`);
    return found.map((one) => ({ ...one, title: expanded(one.title), labels: mapValues(one.labels, expanded) }));
  });
  rules.forEach(({ title, condition, data }) => {
    hold(Buffer.byteLength(title) <= MAX_BYTES, `title ${title}`);
    const refIds = data.map(({ refId }) => refId);
    hold(refIds.includes(condition), `condition ${condition}`);
    for (const { refId, datasourceUid, model } of data) {
      hold(model.refId === refId, `refId ${refId}`);
      hold(datasourceUid !== '__expr__' || refIds.includes(String(model.expression)), `expression ${refId}`);
    }
  });
  hold(new Set(rules.map(({ uid }) => uid)).size === rules.length, 'a uid twice');
  hold(new Set(rules.map(({ title }) => title)).size === rules.length, 'a title twice in a folder');
  return rules;
}

function hold(isRight: boolean, what: string): void {
  if (!isRight) {
    throw new Error(`Grafana refuses it: ${what}`);
  }
}

const expanded = (value: string) => value.replace(/\$\$|\$\{\w+\}|\$\w+/g, (match) => (match === '$$' ? '$' : ''));
const mapValues = (values: Record<string, string> = {}, change: (value: string) => string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
