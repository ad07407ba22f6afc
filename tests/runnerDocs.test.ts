import { readFileSync } from 'node:fs';
import { parseAllDocuments, parse } from 'yaml';
import { parseConfig } from '../src/runner/config';
import { withConfigReference } from './tools/configReference';

const page = readFileSync('docs/runner.md', 'utf8');

test('the configuration reference of docs/runner.md is the schema of the code', () => {
  expect(page).toBe(withConfigReference(page));
  expect(page).toContain('| `alerts.probability` | number from 0.1 to 1 | `0.8` |');
});

const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text);

test.each(blocks)('a configuration of docs/runner.md is one: %#', (text) => {
  expect(parseConfig(text, 'docs/runner.md', {}).queries.length).toBeGreaterThan(0);
});

test('docs/runner.md has configurations', () => expect(blocks.length).toBeGreaterThan(1));

interface Manifest {
  kind: string;
  data: Record<string, string>;
  spec: {
    replicas: number;
    template: { spec: { containers: Array<{ args: string[]; env: Array<{ name: string; value: string }> }> } };
  };
}

test('the manifest for Kubernetes: a configuration that is one, and as many shards as replicas', () => {
  const text = readFileSync('provisioning/kubernetes/presage-runner.yaml', 'utf8');
  const manifests = parseAllDocuments(text).map((doc) => doc.toJS() as Manifest);
  const [map, , set] = manifests;
  expect(manifests.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Service', 'StatefulSet']);
  const config = parseConfig(map.data['presage.yaml'], 'presage.yaml', {});
  expect(config).toMatchObject({ state: '/state', serve: { host: '0.0.0.0', port: 9815 } });
  const [{ env, args }] = set.spec.template.spec.containers;
  expect(env).toEqual([{ name: 'REPLICAS', value: String(set.spec.replicas) }]);
  expect(args.join()).toContain('--shard $(( ${HOSTNAME##*-} + 1 ))/$REPLICAS');
});

test('the manifest of replicas over a Redis: its configuration is one, and the password comes from the secret', () => {
  const text = readFileSync('provisioning/kubernetes/presage-runner-queue.yaml', 'utf8');
  const manifests = parseAllDocuments(text).map((doc) => doc.toJS() as Manifest);
  expect(manifests.map(({ kind }) => kind)).toEqual([
    ...['Secret', 'ConfigMap', 'Service', 'StatefulSet', 'Service', 'Deployment'],
  ]);
  const { env } = manifests[5].spec.template.spec.containers[0];
  const { value } = env.find(({ name }) => name === 'QUEUE')!;
  const QUEUE = value.replace('$(PASSWORD)', 'change-me');
  const config = parseConfig(manifests[1].data['presage.yaml'], 'presage.yaml', { QUEUE });
  expect(config).toMatchObject({ queue: 'redis://:change-me@presage-redis:6379', serve: { host: '0.0.0.0' } });
  expect(config.state).toBeUndefined();
});

test('the rules of the demo are those of its configuration', () => {
  const compose = parse(readFileSync('docker-compose.yaml', 'utf8')) as {
    services: Record<string, { command?: unknown }>;
  };
  expect(JSON.stringify(compose.services.rules?.command)).toContain('rules --config provisioning/runner/presage.yaml');
});
