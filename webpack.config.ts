import path from 'node:path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import tfjsWasm from '@tensorflow/tfjs-backend-wasm/package.json' with { type: 'json' };
import webpack, { type Compiler, type Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { emitTranslations } from './tests/tools/emitTranslations.ts';

const root = process.cwd();

/** The scaffold copies every JSON file of `src`; those of folders that are no plugin are for development. */
function dropStrayJson(compiler: Compiler): void {
  const name = 'DropStrayJson';
  compiler.hooks.thisCompilation.tap(name, (compilation) =>
    compilation.hooks.processAssets.tap({ name, stage: webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE }, (assets) =>
      Object.keys(assets)
        .filter((asset) => /^(core|engine|worker)\/.*\.json$/.test(asset))
        .forEach((asset) => compilation.deleteAsset(asset))
    )
  );
}

/** The scaffold's build, plus what a bundle of nested plugins with a worker needs. */
const config = async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), {
    cache: { type: 'filesystem', buildDependencies: { config: [path.resolve(root, 'webpack.config.ts')] } },
    entry: {
      // A worker knows no AMD loader: a plain script, which loads its lazy chunks by itself.
      'panel/forecast.worker': {
        import: path.resolve(root, 'src/worker/thread/forecast.worker.ts'),
        library: { type: 'var', name: 'presageForecastWorker' },
        chunkLoading: 'import-scripts',
      },
    },
    output: {
      // Under `require-trusted-types-for 'script'` a worker has no default policy to load its chunks with.
      trustedTypes: { policyName: 'presage-forecast-chunks', onPolicyCreationFailure: 'continue' },
    },
    plugins: [
      dropStrayJson,
      emitTranslations,
      // The calendar of holidays asks moment-timezone for no zone, so it does without the data of all (700 kB); Grafana's own
      // `moment` is a module of the page, and the worker has none.
      new webpack.NormalModuleReplacementPlugin(
        /^moment-timezone$/,
        path.resolve(root, 'node_modules/moment/moment.js')
      ),
      // Nor does it ask for the languages of `moment`.
      new webpack.IgnorePlugin({ resourceRegExp: /^\.\/locale$/, contextRegExp: /[\\/]moment$/ }),
      new CopyWebpackPlugin({
        patterns: [
          { from: path.resolve(root, 'NOTICE'), to: '.' },
          // The scaffold copies the logos of the root plugin only.
          ...['datasource/img', 'panel/img'].map((folder) => ({ from: path.resolve(root, 'src', folder), to: folder })),
          // TensorFlow.js fetches it by name from where the chunks are (`src/engine/tfjs/loaders.ts`).
          {
            from: path.resolve(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
            to: `tfjs-${tfjsWasm.version}/`,
          },
        ],
      }),
    ],
  });

export default config;
