/** `npm run readme`: writes the option table into README.md and the configuration reference into docs/runner.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withConfigReference } from './configReference';
import { withOptionTable } from './optionTable';

writeFileSync('README.md', withOptionTable(readFileSync('README.md', 'utf8')));
writeFileSync('docs/runner.md', withConfigReference(readFileSync('docs/runner.md', 'utf8')));
