import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { validate } from './validate.mjs';

const words = 'Words that say something about the plugin. '.repeat(3);

/** The smallest bundle that keeps every rule. */
function exampleBundle(): Record<string, string> {
  const manifest = (id: string, type: string, more: object = {}, moreInfo: object = {}) =>
    JSON.stringify({
      id,
      type,
      name: 'Example',
      info: {
        version: '1.2.3',
        updated: '2026-11-22',
        description: 'An example.',
        author: { name: 'Someone' },
        keywords: ['example'],
        logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
        ...moreInfo,
      },
      dependencies: { grafanaDependency: '>=12.3.0' },
      ...more,
    });
  const includes = [{ path: 'datasource/plugin.json' }, { path: 'panel/plugin.json' }];
  const screenshots = [{ name: 'What it draws', path: 'img/shot.png' }];
  const source = 'export const answer = 42;\n';
  const map = JSON.stringify({
    sources: ['webpack://presage-forecast-app/./panel/x.ts', 'webpack://presage-forecast-app/external amd "react"'],
    sourcesContent: [source, ''],
  });
  const worker = 'var w;self.onmessage=({data:e})=>{"start"===e.type&&self.postMessage({type:"ready"})};';
  const lazy = 'define([],()=>(r.u=e=>e+".js?_cache="+{125:"0a1b2c"}[e]));';
  return {
    'package.json': JSON.stringify({ version: '1.2.3', license: 'Apache-2.0' }),
    'src/panel/x.ts': source,
    'src/img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    'dist/plugin.json': manifest('presage-forecast-app', 'app', { includes }, { screenshots }),
    'dist/img/shot.png': 'a picture',
    'dist/panel/plugin.json': manifest('presage-forecast-panel', 'panel'),
    'dist/datasource/plugin.json': manifest('presage-prometheus-datasource', 'datasource'),
    ...Object.fromEntries(['', 'panel/', 'datasource/'].map((folder) => [`dist/${folder}img/logo.svg`, '<svg></svg>'])),
    ...Object.fromEntries(['', 'panel/', 'datasource/'].map((folder) => [`dist/${folder}module.js`, lazy])),
    ...Object.fromEntries(['', 'panel/', 'datasource/'].map((folder) => [`dist/${folder}module.js.map`, map])),
    'dist/125.js': '',
    'dist/panel/forecast.worker.js': worker,
    'dist/panel/forecast.worker.js.map': map,
    'dist/README.md': `${words}[link](https://example.org)`,
    'dist/CHANGELOG.md': words,
    'dist/LICENSE': words,
  };
}

let root: string;
beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), 'presage-validate-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** Faults of the example with some files replaced, or left out where `undefined`. */
function faultsWith(changes: Record<string, string | undefined>): string[] {
  for (const [file, text] of Object.entries({ ...exampleBundle(), ...changes })) {
    if (text !== undefined) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
  }
  return [...validate(root)];
}
const edited = (file: string, from: string, to: string) => ({ [file]: exampleBundle()[file].replaceAll(from, to) });

describe('npm run validate', () => {
  it('finds nothing wrong with a bundle that keeps the rules', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no build', { 'dist/plugin.json': undefined }, 'npm run build'],
    ['another version', edited('package.json', '1.2.3', '1.2.4'), 'is not that of package.json'],
    ['a placeholder', edited('dist/panel/plugin.json', 'An example.', '%PLUGIN_ID%'), 'placeholder'],
    ['a bad id', edited('dist/panel/plugin.json', 'presage-forecast-panel', 'presage_panel'), 'is not of the form'],
    ['a missing nested logo', { 'dist/panel/img/logo.svg': undefined }, 'is not a file beside it'],
    [
      'a remote logo',
      edited('dist/plugin.json', 'img/logo.svg', 'https://example.org/x.svg'),
      'is not a file beside it',
    ],
    ['no screenshot', edited('dist/plugin.json', 'screenshots', 'pictures'), 'there are no screenshots'],
    ['a screenshot that does not exist', { 'dist/img/shot.png': undefined }, 'img/shot.png is not a file beside it'],
    ['a huge screenshot', { 'dist/img/shot.png': 'x'.repeat(500_001) }, 'img/shot.png is larger than'],
    ['a screenshot without a name', edited('dist/plugin.json', 'What it draws', ''), 'a screenshot without a name'],
    ["a licence of nobody's", { 'dist/LICENSE': `${words}Copyright {yyyy} {name of copyright owner}` }, 'the year or'],
    [
      'a plugin left out of the bundle',
      edited('dist/plugin.json', 'panel/plugin.json', 'other.json'),
      'does not include',
    ],
    ['another floor', edited('dist/panel/plugin.json', '>=12.3.0', '>=13.0.0'), 'grafanaDependency differs'],
    ['an unknown licence', edited('package.json', 'Apache-2.0', 'BUSL-1.1'), 'licence'],
    ['an empty changelog', { 'dist/CHANGELOG.md': '# Changes' }, 'all but empty'],
    ['a relative link', edited('dist/README.md', 'https://example.org', './docs'), 'is not absolute'],
    ['a style sheet', { 'src/panel/y.ts': "import './style.css';" }, 'src/panel/y.ts:1: imports a style sheet'],
    ['a log', { 'src/panel/y.ts': '\nconsole.log(1);' }, 'src/panel/y.ts:2: writes to the console'],
    ['a silenced type', { 'src/panel/y.ts': '// @ts-ignore' }, 'silences the type checker'],
    ['a query of its own', { 'src/panel/y.ts': "fetch('/api/ds/query');" }, "bypasses the data source's own query"],
    ['a script in an image', { 'src/img/logo.svg': '<svg><script>1</script></svg>' }, 'an image with a script'],
    ['no source map', { 'dist/panel/module.js.map': undefined }, 'source map does not exist'],
    ['a changed source', { 'src/panel/x.ts': 'export const answer = 43;\n' }, 'is not as it was built'],
    ['a tracker', { 'dist/125.js': 'fetch("https://api.segment.io")' }, 'names the tracker'],
    ['a lost chunk', { 'dist/125.js': undefined }, 'its lazy chunk dist/125.js does not exist'],
    [
      'a lost chunk that has a name',
      { 'dist/module.js': 'define([],()=>(r.u=e=>(24===e?"holidays":e)+".js?_cache="+{24:"0a",125:"0b"}[e]));' },
      'its lazy chunk dist/holidays.js does not exist',
    ],
    [
      'one of several',
      {
        'dist/module.js': 'define([],()=>(r.u=e=>({24:"holidays",25:"b"}[e]||e)+".js?_cache="+{24:"0a",25:"0b"}[e]));',
      },
      'its lazy chunk dist/b.js does not exist',
    ],
    ['an AMD wrapper', { 'dist/panel/forecast.worker.js': 'define([],()=>{})' }, 'does not run as a plain script'],
    ['a mute worker', { 'dist/panel/forecast.worker.js': 'self.onmessage=()=>{}' }, 'does not answer'],
    ['a WASM file nobody loads', { 'dist/tfjs-backend-wasm.wasm': '' }, 'has no place in the plugin'],
    ['a script that has grown', { 'dist/125.js': ' '.repeat(600_000) }, 'dist/125.js: 600000 bytes, more than'],
    ['a stray file', { 'dist/engine/tsconfig.json': '{}' }, 'has no place in the plugin'],
  ])('finds %s', (_, changes, fault) => {
    expect(faultsWith(changes)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('leaves tests and words that only look alike alone', () => {
    const harmless = '// the alert is shown\nsettings.confirm("x");\nconst consoleLike = 1;\n';
    expect(faultsWith({ 'src/panel/y.ts': harmless, 'src/panel/y.test.ts': 'console.log(1)' })).toEqual([]);
  });
});
