/** `npm run readme`: writes the option table into README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withOptionTable } from './optionTable';

writeFileSync('README.md', withOptionTable(readFileSync('README.md', 'utf8')));
