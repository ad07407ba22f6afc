import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { say } from '../language';

const RootPage = lazy(() => import('./RootPage').then((module) => ({ default: module.RootPage })));

/** Grafana loads the app's module at its start, for whoever signs in: the page itself waits until it is opened. */
export const LazyRootPage = () => (
  <Suspense fallback={<LoadingPlaceholder text={say('Loading')} />}>
    <RootPage />
  </Suspense>
);
