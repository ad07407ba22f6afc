import type { AppPluginMeta } from '@grafana/data';
import { config, getBackendSrv } from '@grafana/runtime';
import { Card, Stack, Text } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { Chrome } from './Chrome';

interface Found {
  uid: string;
  title: string;
  url: string;
}

/** Grafana's navigation in small: the pages of apps that ask to be in it. */
function AppLinks() {
  const apps = Object.values(config.bootData.settings.apps) as unknown as AppPluginMeta[];
  const pages = apps.flatMap(({ includes = [] }) =>
    includes.filter(({ type, addToNav }) => type === 'page' && addToNav)
  );
  return (
    <nav aria-label="Apps">
      {pages.map(({ name, path }) => (
        <Card key={path} href={path}>
          <Card.Heading>{name}</Card.Heading>
        </Card>
      ))}
    </nav>
  );
}

/** The dashboards and data sources there are. */
export function HomePage() {
  const [dashboards, setDashboards] = useState<Found[]>([]);
  useEffect(() => {
    void getBackendSrv().get<Found[]>('/api/search').then(setDashboards);
  }, []);
  return (
    <Chrome crumbs={[{ text: 'Home' }]}>
      <Stack direction="column" gap={2}>
        <AppLinks />
        <Card href="/explore">
          <Card.Heading>Explore</Card.Heading>
        </Card>
        <Text element="h1" variant="h3">
          Dashboards
        </Text>
        <div>
          {dashboards.map(({ uid, title, url }) => (
            <Card key={uid} href={url}>
              <Card.Heading>{title}</Card.Heading>
            </Card>
          ))}
        </div>
        <Text element="h2" variant="h3">
          Data sources
        </Text>
        <div>
          {Object.values(config.datasources).map(({ uid, name, meta }) => (
            <Card key={uid} href={`/datasources/edit/${uid}`}>
              <Card.Heading>{name}</Card.Heading>
              <Card.Meta>{meta.name}</Card.Meta>
            </Card>
          ))}
        </div>
      </Stack>
    </Chrome>
  );
}
