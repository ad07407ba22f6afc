import { AppPlugin } from '@grafana/data';

/** The app only bundles the data source and the panel; it has no pages and no state of its own. */
export const plugin = new AppPlugin<{}>();
