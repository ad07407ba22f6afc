import path from 'node:path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** The scaffold's build, plus what a bundle of nested plugins needs (logos of the nested plugins, the worker). */
const config = async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), {
    plugins: [
      new CopyWebpackPlugin({
        patterns: ['datasource/img', 'panel/img'].map((folder) => ({
          from: path.resolve(process.cwd(), 'src', folder),
          to: folder,
        })),
      }),
    ],
  });

export default config;
