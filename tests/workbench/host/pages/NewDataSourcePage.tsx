import type { DataSourcePluginMeta } from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv, locationService } from '@grafana/runtime';
import { Card } from '@grafana/ui';
import React from 'react';
import { Chrome } from './Chrome';

interface Made {
  datasource: { uid: string };
}

/** Names are told apart by a number, as Grafana does it: settings are kept by name. */
function freeName(name: string): string {
  const taken = (candidate: string) => config.datasources[candidate] !== undefined;
  let free = name;
  for (let n = 1; taken(free); n++) {
    free = `${name}-${n}`;
  }
  return free;
}

async function add({ id, name: type }: DataSourcePluginMeta) {
  const name = freeName(type);
  const { datasource } = await getBackendSrv().post<Made>('/api/datasources', { name, type: id, access: 'proxy' });
  await getDataSourceSrv().reload();
  locationService.push(`/connections/datasources/edit/${datasource.uid}`);
}

/** `/connections/datasources/new`: the types of data source that there are; a click adds one and opens its settings. */
export function NewDataSourcePage() {
  const metas = Object.values(config.datasources).map(({ meta }) => meta);
  const types = [...new Map(metas.map((meta) => [meta.id, meta])).values()];
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: 'Data sources' }, { text: 'Add data source' }]}>
      <div>
        {types.map((meta) => (
          <Card key={meta.id} onClick={() => void add(meta)}>
            <Card.Figure>
              <img src={meta.info.logos.small} alt="" width={40} height={40} />
            </Card.Figure>
            <Card.Heading>{meta.name}</Card.Heading>
            <Card.Description>{meta.info.description}</Card.Description>
          </Card>
        ))}
      </div>
    </Chrome>
  );
}
