import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Crew, TestReport } from './crew';
import type { Mutant } from './mutants';

/** A statement: line and column of its start and of its end, as istanbul counts them (lines from 1, columns from 0). */
type Span = [number, number, number, number];

/** What one test file ran. */
interface Run {
  /** of the test file */
  hash: string;
  /** of its last run, ms */
  ms: number;
  /** source file -> its hash, and the indices of the statements that were executed */
  files: Record<string, { hash: string; hits: number[] }>;
}

interface Stored {
  /** test file -> what it ran */
  runs: Record<string, Run>;
  /** hash of a source file -> its statements */
  spans: Record<string, Span[]>;
}

/** Which test files execute which statement. Kept between runs; only the test files that changed are asked again. */
export class Coverage {
  private constructor(private readonly stored: Stored) {}

  /**
   * @param tests all test files, relative to the root
   * @param hash of a file that is named relative to the root
   */
  static async measure(
    file: string,
    tests: readonly string[],
    hash: (file: string) => string,
    crew: Crew,
    onRun: (left: number) => void
  ): Promise<Coverage> {
    const stored: Stored = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { runs: {}, spans: {} };
    const isCurrent = (test: string) => {
      const run = stored.runs[test];
      return (
        run?.hash === hash(test) && Object.entries(run.files).every(([source, seen]) => seen.hash === hash(source))
      );
    };
    const stale = tests.filter((test) => !isCurrent(test));
    let left = stale.length;
    mkdirSync(path.dirname(file), { recursive: true });
    onRun(left);
    await Promise.all(
      stale.map(async (test) => {
        const { reports } = await crew.run({ tests: [test], isCoverage: true });
        reports.forEach((report) => take(stored, report, hash));
        writeFileSync(file, JSON.stringify(stored));
        onRun(--left);
      })
    );
    return new Coverage({ ...stored, runs: Object.fromEntries(tests.map((test) => [test, stored.runs[test]])) });
  }

  /**
   * The test files that execute a mutant's statement, the likeliest to notice first: those that run more of its file
   * than what any import of it runs, then those of the same name, then those of its folder, the quicker before the
   * slower. No more of them than take `budgetMs` without a mutant, but the first in any case.
   */
  testsOf(mutant: Mutant, budgetMs: number): string[] {
    const all = this.allTestsOf(mutant);
    let ms = 0;
    const end = all.findIndex((test) => (ms += this.stored.runs[test].ms) > budgetMs);
    return end < 0 ? all : all.slice(0, Math.max(1, end));
  }

  private allTestsOf({ file, line, column }: Mutant): string[] {
    const folder = path.dirname(file);
    const own = file.replace(/\.ts$/, '.test.ts');
    const hitsOf = ({ files }: Run) => files[file]?.hits.length ?? Infinity;
    const onImport = Math.min(...Object.values(this.stored.runs).map(hitsOf));
    const rank = (test: string) =>
      (hitsOf(this.stored.runs[test]) > onImport ? 0 : 10) + (test === own ? 0 : path.dirname(test) === folder ? 1 : 2);
    return Object.entries(this.stored.runs)
      .filter(([, { files }]) => {
        const seen = files[file];
        if (seen === undefined) {
          return false;
        }
        const at = innermost(this.stored.spans[seen.hash], line, column - 1);
        return at < 0 || seen.hits.includes(at);
      })
      .sort(([a, { ms: msOfA }], [b, { ms: msOfB }]) => rank(a) - rank(b) || msOfA - msOfB)
      .map(([test]) => test);
  }

  /** Time a test file took without a mutant, ms. */
  timeOf(test: string): number {
    return this.stored.runs[test].ms;
  }
}

function take({ runs, spans }: Stored, { test, ms, coverage }: TestReport, hash: (file: string) => string): void {
  const files: Run['files'] = {};
  for (const { path: source, statementMap, s } of Object.values(coverage ?? {})) {
    const ids = Object.keys(statementMap);
    files[source] = { hash: hash(source), hits: ids.flatMap((id, at) => (s[id] > 0 ? [at] : [])) };
    spans[hash(source)] = ids.map((id) => {
      const { start, end } = statementMap[id];
      return [start.line, start.column, end.line, end.column];
    });
  }
  runs[test] = { hash: hash(test), ms, files };
}

/** The smallest statement around a position; -1 where there is none, as in a signature. */
function innermost(spans: readonly Span[], line: number, column: number): number {
  let best = -1;
  spans.forEach(([fromLine, fromColumn, toLine, toColumn], at) => {
    const isInside =
      (line > fromLine || (line === fromLine && column >= fromColumn)) &&
      (line < toLine || (line === toLine && column < toColumn));
    // Statements nest: of two around a position the later start is the inner one.
    if (isInside && (best < 0 || !isBefore([fromLine, fromColumn], spans[best]))) {
      best = at;
    }
  });
  return best;
}

function isBefore([line, column]: readonly number[], [otherLine, otherColumn]: readonly number[]): boolean {
  return line < otherLine || (line === otherLine && column < otherColumn);
}
