// Tests read no local time zone.
process.env.TZ = 'UTC';

const grafana = require('./.config/jest.config');
const { nodeModulesToTransform, grafanaESModules } = require('./.config/jest/utils');

const [[, swc]] = Object.entries(grafana.transform);
const transform = { '^.+\\.(t|j)sx?$': swc, '^.+\\.mjs$': swc };
const transformIgnorePatterns = [
  nodeModulesToTransform([
    ...grafanaESModules,
    '@react-hookz/web',
    '@ver0/deep-equal',
    '@grafana/plugin-ui',
    '@marcbachmann/cel-js',
  ]),
];

const browser = {
  ...grafana,
  displayName: 'browser',
  transform,
  transformIgnorePatterns,
  testMatch: ['<rootDir>/src/{panel,datasource,app,language}/**/*.test.{ts,tsx}'],
};
/** Grafana 12 brings React 18: what renders is tested on it too. */
const react18 = {
  ...browser,
  displayName: 'browser, React 18',
  moduleNameMapper: {
    ...browser.moduleNameMapper,
    '^(react|react-dom)$': '<rootDir>/node_modules/$1-18',
    '^(react|react-dom)/(.*)$': '<rootDir>/node_modules/$1-18/$2',
  },
  testMatch: ['<rootDir>/src/{panel,datasource,app}/**/*.test.tsx'],
};
const node = {
  displayName: 'node',
  testEnvironment: 'node',
  modulePaths: ['<rootDir>/src'],
  // Jest looks a global up through the context's interceptors, which inner loops feel: as parameters of each module these
  // are quick.
  sandboxInjectedGlobals: [
    ...['Math', 'Number', 'Infinity', 'Object', 'Array', 'Map', 'Set'],
    ...['Float64Array', 'Float32Array', 'Int32Array', 'Uint32Array', 'Uint8Array'],
  ],
  transform,
  transformIgnorePatterns,
  testMatch: [
    '<rootDir>/src/{core,engine,worker,runner}/**/*.test.ts',
    '<rootDir>/src/*.test.ts',
    '<rootDir>/tests/**/*.test.ts',
  ],
};

/** The chart on the Grafanas before the newest: package, and where its `@grafana/ui` lies. */
const charts = [
  ['grafana-runtime-12.3', 'grafana-runtime-12.3/node_modules/@grafana/ui'],
  ['grafana-ui-12.4', 'grafana-ui-12.4'],
  ['grafana-ui-13.0', 'grafana-ui-13.0'],
  ['grafana-ui-13.1', 'grafana-ui-13.1'],
].map(([name, ui]) => ({
  ...react18,
  displayName: name,
  moduleNameMapper: {
    ...react18.moduleNameMapper,
    '^@grafana/ui$': `<rootDir>/node_modules/${ui}`,
    '^@grafana/(data|schema|i18n|e2e-selectors)(.*)$': `<rootDir>/node_modules/${name}/node_modules/@grafana/$1$2`,
  },
  testMatch: ['<rootDir>/src/panel/chart/Chart.test.tsx'],
}));

// Some tests train networks for many seconds where others run too, and the machines that run them are shared.
module.exports = {
  testTimeout: 120_000,
  projects: [node, browser, react18, ...charts],
};
