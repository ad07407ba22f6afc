/**
 * `npm run mutate`: changes one thing in `src/core` or `src/engine` at a time, in memory, and runs the unit tests that
 * execute it. A change that no test notices is a survivor. See docs/mutation.md.
 *
 *   npm run mutate -- [--files PREFIX,...] [--tests PREFIX,...] [--sample N] [--seed N] [--budget S]
 *     [--parallel N] [--list]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { globSync } from 'glob';
import { Coverage } from './coverage';
import { Crew } from './crew';
import { findMutants, type Mutant } from './mutants';
import { report, type Verdict } from './report';
import { hashOf, sampleOf } from './sample';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, '.cache/mutate');
const verdictsFile = path.join(folder, 'verdicts.json');

/** A mutant that makes a test file this much slower than it was never ends. */
const LIMIT_FACTOR = 10;
const LIMIT_LEAST_MS = 30_000;

const { values: args } = parseArgs({
  options: {
    files: { type: 'string', default: 'src/core,src/engine' },
    sample: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
    budget: { type: 'string', default: '60' },
    tests: { type: 'string', default: 'src,tests' },
    list: { type: 'boolean', default: false },
  },
});

const find = (...patterns: string[]) => globSync(patterns, { cwd: root, posix: true }).sort();
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const hashes = new Map<string, string>();
const hash = (file: string): string => {
  if (!hashes.has(file)) {
    hashes.set(file, existsSync(path.join(root, file)) ? hashOf(read(file)) : '');
  }
  return hashes.get(file)!;
};

/** What no unit test can notice, since it is not run: types, tests, generated code, the AssemblyScript beside it. */
const isMutated = (file: string) =>
  !/\.(test|d)\.ts$|\/generated|\/kernels\/assembly\//.test(file) && !isTestKit(file, read(file));

/** Fixtures of tests that live beside the code: only tests import them. */
function isTestKit(file: string, source: string): boolean {
  return /Kit\.ts$|Cases\.ts$|\/testSeries\.ts$|src\/testing\//.test(file) || /from '@jest\/globals'/.test(source);
}

const nameOf = ({ file, line, column, original, replacement }: Mutant) =>
  `${file}:${line}:${column} ${original} -> ${replacement}`;

async function main(): Promise<void> {
  const prefixes = args.files.split(',');
  const sources = find('src/{core,engine}/**/*.ts').filter(
    (file) => prefixes.some((prefix) => file.startsWith(prefix)) && isMutated(file)
  );
  const all = sources.flatMap((file) => findMutants(file, read(file)));
  const sample = sampleOf(all, nameOf, Number(args.sample), Number(args.seed));
  console.log(`${all.length} mutants in ${sources.length} files; ${sample.length} sampled with seed ${args.seed}.`);
  if (args.list) {
    sample.forEach((mutant) => console.log(nameOf(mutant)));
    return;
  }
  const tests = find('src/{core,engine,worker}/**/*.test.ts', 'tests/**/*.test.ts').filter((file) =>
    args.tests.split(',').some((prefix) => file.startsWith(prefix))
  );
  /** what a survivor's verdict rests on */
  const everything = hashOf(...find('src/{core,engine,worker}/**/*.*', 'tests/**/*.{ts,json}').map(hash));
  const crew = new Crew(root, Number(args.parallel));
  process.once('SIGINT', () => process.exit(130)).once('exit', () => crew.close());
  const coverage = await Coverage.measure(path.join(folder, 'coverage.json'), tests, hash, crew, (left) =>
    console.log(`coverage: ${left} of ${tests.length} test files to run`)
  );
  const known: Record<string, Stored> = existsSync(verdictsFile) ? JSON.parse(readFileSync(verdictsFile, 'utf8')) : {};
  const verdicts: Verdict[] = [];
  let done = 0;
  await Promise.all(
    sample.map(async (mutant) => {
      const name = nameOf(mutant);
      const ask = () => judge(mutant, coverage, crew);
      const isValid = isCurrent(known[name], mutant.file, everything);
      const verdict = isValid ? known[name].verdict : await ask();
      if (!isValid) {
        known[name] = {
          verdict,
          source: hash(mutant.file),
          test: verdict.by === undefined ? '' : hash(verdict.by),
          everything,
        };
        save(known);
      }
      verdicts.push({ ...verdict, mutant });
      const outcome = verdict.by ?? verdict.kind;
      console.log(
        `${++done}/${sample.length} ${verdict.kind === 'killed' ? 'killed' : 'SURVIVED'} ${name} (${outcome})`
      );
    })
  );
  crew.close();
  const command = `npm run mutate -- --files ${args.files} --tests ${args.tests} --sample ${args.sample} --seed ${args.seed} --budget ${args.budget}`;
  writeFileSync(path.join(folder, 'report.md'), report(command, verdicts, all));
  console.log(report(command, verdicts, all));
}

type Bare = Omit<Verdict, 'mutant'>;

interface Stored {
  verdict: Bare;
  /** hashes of the mutated file, of the test that noticed, and of all files */
  source: string;
  test: string;
  everything: string;
}

/** A mutant that was noticed stays so while its file and that test are the same; a survivor while everything is. */
function isCurrent(stored: Stored | undefined, file: string, everything: string): boolean {
  if (stored?.source !== hash(file)) {
    return false;
  }
  const { by } = stored.verdict;
  return by === undefined ? stored.everything === everything : stored.test === hash(by);
}

async function judge(mutant: Mutant, coverage: Coverage, crew: Crew): Promise<Bare> {
  const tests = coverage.testsOf(mutant, 1000 * Number(args.budget));
  if (tests.length === 0) {
    return { kind: 'not-covered' };
  }
  const limitsMs = tests.map((test) => Math.max(LIMIT_LEAST_MS, LIMIT_FACTOR * coverage.timeOf(test)));
  const { failed, isLost } = await crew.run({ tests, mutant, limitsMs });
  if (isLost) {
    return { kind: 'killed', by: tests[0], isTimeout: true };
  }
  return failed === undefined ? { kind: 'survived' } : { kind: 'killed', by: failed };
}

function save(known: Record<string, Stored>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(verdictsFile, JSON.stringify(known));
}

void main();
