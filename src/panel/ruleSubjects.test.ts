import type { DataQueryRequest } from '@grafana/data';
import { frameOf, resultOf, T0 } from '../testing/panelFixtures';
import { readSeries } from './frames';
import { ruleSubjects } from './ruleSubjects';

function subjectsOf(type: string) {
  const frames = [frameOf([1, 2, 3])];
  const live = readSeries(frames);
  const history = { start: T0, step: 3600, values: new Float64Array(3) };
  const charted = [{ key: live[0].key, history, result: resultOf() }];
  const targets = [{ refId: 'A', expr: 'up{a="b"}', datasource: { type, uid: 'x' } }];
  const range = { from: { valueOf: () => T0 }, to: { valueOf: () => T0 } };
  const request = { targets, range, intervalMs: 3_600_000, scopedVars: {} } as unknown as DataQueryRequest;
  return ruleSubjects(charted, live, request, frames, (text) => text).map(({ expr }) => expr);
}

it.each(['prometheus', 'presage-prometheus-datasource', 'grafana-amazonprometheus-datasource'])(
  'queries of %s become rules',
  (type) => expect(subjectsOf(type)).toEqual(['up{a="b"}'])
);

it.each(['loki', ''])('queries of "%s" are no PromQL for all that is known', (type) =>
  expect(subjectsOf(type)).toEqual([])
);
