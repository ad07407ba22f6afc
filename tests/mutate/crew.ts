import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** What istanbul keeps of a file. */
interface FileCoverage {
  path: string;
  statementMap: Record<string, { start: Position; end: Position }>;
  s: Record<string, number>;
}
interface Position {
  line: number;
  column: number;
}

export interface TestReport {
  test: string;
  ms: number;
  coverage?: Record<string, FileCoverage>;
}

export interface Outcome {
  /** the first test file that failed */
  failed?: string;
  /** it did not end in time, or took its process down */
  isLost?: boolean;
  reports: TestReport[];
}

export interface Task {
  /** test files in the order in which they run */
  tests: readonly string[];
  mutant?: { file: string; start: number; end: number; replacement: string };
  isCoverage?: boolean;
  /** time that each test file may take */
  limitsMs?: readonly number[];
}

/** Mutants after which a process is replaced: Jest in one process keeps growing. */
const TASKS_A_PROCESS = 40;
/** Folders whose statements are counted. */
const COVERED = ['src/core/', 'src/engine/'];

/** Some processes that run Jest, one task at a time each; a task that takes too long ends its process. */
export class Crew {
  private readonly waiting: Array<() => void> = [];
  private readonly children = new Set<ChildProcess>();
  private free: Array<{ child?: ChildProcess; tasks: number }>;

  constructor(
    private readonly root: string,
    size: number
  ) {
    this.free = Array.from({ length: size }, () => ({ tasks: 0 }));
  }

  async run(task: Task): Promise<Outcome> {
    while (this.free.length === 0) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const seat = this.free.pop()!;
    try {
      if (!seat.child?.connected || ++seat.tasks > TASKS_A_PROCESS) {
        if (seat.child?.connected) {
          seat.child.disconnect();
        }
        seat.child = this.start();
        seat.tasks = 0;
      }
      return await this.ask(seat.child, task);
    } finally {
      this.free.push(seat);
      this.waiting.shift()?.();
    }
  }

  close(): void {
    this.children.forEach((child) => child.connected && child.disconnect());
  }

  private start(): ChildProcess {
    const child = fork(path.join(this.root, 'tests/mutate/runner.mjs'), {
      execArgv: [],
      cwd: this.root,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.children.add(child);
    return child.once('exit', () => this.children.delete(child));
  }

  private ask(child: ChildProcess, { tests, mutant, isCoverage, limitsMs }: Task): Promise<Outcome> {
    const absolute = (file: string) => path.join(this.root, file);
    const relative = (file: string) => path.relative(this.root, file);
    return new Promise((resolve) => {
      const finish = (outcome: Outcome) => {
        clearTimeout(timer);
        child.removeAllListeners('message').off('exit', lose);
        resolve(outcome);
      };
      const lose = () => finish({ isLost: true, reports: [] });
      let timer: NodeJS.Timeout | undefined;
      const watch = (at: number) => {
        clearTimeout(timer);
        timer = limitsMs && setTimeout(() => child.kill('SIGKILL'), limitsMs[Math.min(at, limitsMs.length - 1)]);
      };
      watch(0);
      child.on('exit', lose).on('message', ({ ended, failed, reports }: Outcome & { ended?: number }) => {
        if (ended !== undefined) {
          watch(ended);
          return;
        }
        finish({
          failed: failed && relative(failed),
          reports: reports.map(({ test, ms, coverage }) => ({
            ...{ test: relative(test), ms },
            coverage:
              coverage &&
              Object.fromEntries(
                Object.values(coverage).map((file) => [relative(file.path), { ...file, path: relative(file.path) }])
              ),
          })),
        });
      });
      child.send({
        tests: tests.map(absolute),
        mutant: mutant && { ...mutant, path: absolute(mutant.file) },
        cover: isCoverage && COVERED.map(absolute),
      });
    });
  }
}
