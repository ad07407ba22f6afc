import path from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from './paths';

const MODULES = path.join(ROOT, 'node_modules');
const FLOOR = path.join(MODULES, 'grafana-runtime-12.3');

/** A Grafana whose packages the workbench hosts. */
export interface Grafana {
  version: string;
  /** folder of its `@grafana/ui` */
  ui: string;
  /** what brings its packages and its React into the bundle, where they are not those of `node_modules` */
  plugins: Plugin[];
}

/** The newest Grafana comes first, then the oldest that the plugin is made for, which brings React 18. */
export const GRAFANAS: Grafana[] = [
  { version: '13.2.2', ui: path.join(MODULES, '@grafana/ui'), plugins: [] },
  { version: '12.3.0', ui: path.join(FLOOR, 'node_modules/@grafana/ui'), plugins: [bringFloor()] },
];

/** @throws Error where the packages of that version are not at hand */
export function grafanaOf(version: string): Grafana {
  const found = GRAFANAS.find((grafana) => grafana.version === version);
  if (!found) {
    throw new Error(`invalid --grafana; there are: ${GRAFANAS.map((grafana) => grafana.version).join(', ')}`);
  }
  return found;
}

/** Resolves Grafana's own packages below `grafana-runtime-12.3`, and React as `react-18`, for whoever imports them. */
function bringFloor(): Plugin {
  return {
    name: 'grafana-12.3',
    setup(build) {
      const isOurs = {};
      const bring = (from: RegExp, to: string, resolveDir: string) =>
        build.onResolve({ filter: from }, ({ path: name, kind, pluginData }) =>
          pluginData === isOurs
            ? undefined
            : build.resolve(name.replace(from, to), { kind, resolveDir, pluginData: isOurs })
        );
      bring(/^@grafana\/runtime(\/.*)?$/, 'grafana-runtime-12.3$1', ROOT);
      bring(/^@grafana\/(data|ui|i18n|e2e-selectors)(\/.*)?$/, '@grafana/$1$2', FLOOR);
      // Scenes build their field options from files that the schema of 12.3 has not.
      bring(/^@grafana\/schema$/, '@grafana/schema', FLOOR);
      bring(/^(react|react-dom)(\/.*)?$/, '$1-18$2', ROOT);
    },
  };
}
