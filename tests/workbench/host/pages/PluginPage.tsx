import { Box, Text } from '@grafana/ui';
import type { PluginPageProps } from '@grafana/runtime';
import React from 'react';
import { useApp } from './AppPage';
import { Chrome } from './Chrome';

/** Grafana's frame around a page of an app: bread crumbs, the app's name, the page's sub title. */
export function PluginPage({ subTitle, children }: PluginPageProps) {
  const name = useApp()?.name ?? '';
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: name }]}>
      <Box marginBottom={2}>
        <Text element="h1">{name}</Text>
        <Text color="secondary">{subTitle ?? ''}</Text>
      </Box>
      {children}
    </Chrome>
  );
}
