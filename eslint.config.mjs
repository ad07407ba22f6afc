import path from 'node:path';
import { defineConfig } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import prettier from 'eslint-config-prettier';
import baseConfig from './.config/eslint.config.mjs';
import { throughDoors } from './tests/tools/doors.mjs';

/** Who may import whom: a folder of `src` sees itself and the folders in its row, and nothing else of `src`. */
const mayImport = {
  core: [],
  language: ['core'],
  engine: ['core'],
  worker: ['core', 'engine'],
  datasource: ['core', 'language', 'worker'],
  panel: ['core', 'language', 'worker'],
  app: ['core', 'language', 'worker'],
  runner: ['core', 'engine', 'worker', 'datasource'],
};
const folders = Object.keys(mayImport);

const zones = folders.map((folder) => ({
  target: `./src/${folder}`,
  from: folders
    .filter((other) => other !== folder && !mayImport[folder].includes(other))
    .map((other) => `./src/${other}`),
  message: `src/${folder} may import only ${[folder, ...mayImport[folder]].join(', ')} (see CONTRIBUTING.md).`,
}));

/** Fakes and cases for tests: only tests import them, and each other. */
const testing = { target: './src', from: './src/testing', message: 'Only tests may import src/testing.' };

const outside = (names, message) => ({ patterns: [{ group: names, message }] });
const framework = ['react', 'react-dom', 'react/*', '@grafana/*', '@emotion/*', 'rxjs', 'lodash'];

export default defineConfig([
  {
    ignores: [
      'node_modules/',
      'dist/',
      'dist-runner/',
      'coverage/',
      '.cache/',
      '.config/',
      'test-results/',
      'playwright-report/',
      'tests/.output/',
      '**/*.wat',
      'src/engine/kernels/assembly/',
      'src/engine/kernels/generated*.ts',
    ],
  },
  ...baseConfig,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: path.resolve('.'), zones }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/testing/**', 'src/**/*.test.{ts,tsx}'],
    plugins: { presage: { rules: { 'through-doors': throughDoors } } },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: path.resolve('.'), zones: [...zones, testing] }],
      'presage/through-doors': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'tests/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/core/**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', outside([...framework, '@tensorflow/*', 'node:*'], 'src/core is pure.')],
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'self',
        'fetch',
        'localStorage',
        'indexedDB',
        'performance',
        'setTimeout',
        'process',
      ],
    },
  },
  {
    files: ['src/engine/**/*.ts', 'src/worker/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        outside(framework, 'The worker bundle holds nothing that is external to the plugin.'),
      ],
    },
  },
  {
    files: ['src/runner/**/*.ts', 'src/datasource/wire/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', outside(framework, 'The runner runs without Grafana and React.')] },
  },
  {
    files: ['src/{panel,datasource,app}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'react',
              importNames: ['use', 'useActionState', 'useOptimistic', 'useEffectEvent', 'cache', 'Activity'],
              message: 'Grafana 12 runs React 18, which lacks it.',
            },
          ],
        },
      ],
    },
  },
  { files: ['tests/**/*.{ts,tsx,mjs}'], rules: { 'no-console': 'off' } },
  prettier,
]);
