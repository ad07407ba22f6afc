import { once } from './once';

/**
 * The same for the whole page: data source, panel and app are bundles of their own, which share no module. Whoever asks
 * first makes the value.
 *
 * @param name of the value; it holds the version of what it is, should two versions ever meet on a page
 */
export function oncePerPage<T>(name: string, make: () => T): () => T {
  return once(() => {
    const page = globalThis as unknown as Record<symbol, T | undefined>;
    const key = Symbol.for(`presage-forecast-app/${name}`);
    return (page[key] ??= make());
  });
}
