import { AppPlugin } from '@grafana/data';
import { LazyRootPage } from './app/LazyRootPage';

/** The app bundles the data source and the panel; its one page leads to the first forecast. */
export const plugin = new AppPlugin<{}>().setRootPage(LazyRootPage);
