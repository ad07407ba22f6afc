import fs from 'node:fs';
import path from 'node:path';
import webpack, { type Compiler } from 'webpack';

const FOLDER = path.resolve('src/language');
/** Grafana looks for the texts of a nested plugin in that plugin's folder. */
const PLUGINS = { '': 'plugin.json', 'panel/': 'src/panel/plugin.json', 'datasource/': 'src/datasource/plugin.json' };

/** All texts of a language, from its files, one for each part of the interface. */
export function readTexts(language: string): Record<string, string> {
  const folder = path.join(FOLDER, language);
  const files = fs.readdirSync(folder).sort();
  return Object.assign({}, ...files.map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))));
}

/** The languages that there are texts of. */
export const languages = () =>
  fs
    .readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/**
 * Writes `locales/<language>/<plugin>.json` where Grafana fetches it before a plugin's module. The file of English is empty:
 * its texts are in the code, but a Grafana below 13 warns of a plugin without one.
 */
export function emitTranslations(compiler: Compiler): void {
  const name = 'EmitTranslations';
  compiler.hooks.thisCompilation.tap(name, (compilation) => {
    compilation.contextDependencies.add(FOLDER);
    compilation.hooks.processAssets.tap({ name, stage: webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL }, () => {
      for (const [folder, manifest] of Object.entries(PLUGINS)) {
        const { id } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { id: string };
        for (const language of ['en-US', ...languages()]) {
          const texts = language === 'en-US' ? {} : readTexts(language);
          compilation.emitAsset(
            `${folder}locales/${language}/${id}.json`,
            new webpack.sources.RawSource(JSON.stringify(texts))
          );
        }
      }
    });
  });
}
