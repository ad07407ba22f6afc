import { execFile, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const running = new Set<ChildProcess>();

/** Runs a program to its end and resolves with what it printed. @throws Error with the last lines of its errors */
export function runProcess(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      running.delete(child);
      if (error) {
        reject(new Error(stderr.trim().split('\n').slice(-3).join(' ') || error.message));
      } else {
        resolve(stdout);
      }
    });
    running.add(child);
  });
}

/** Ends what a row left running when its time was up. */
export function killProcesses(): void {
  running.forEach((child) => child.kill('SIGKILL'));
}

/** A script of `torch/`, its answer read as JSON. */
export async function runPython<Answer>(script: string, ...args: string[]): Promise<Answer> {
  return JSON.parse(await runProcess('python3', [path.join(__dirname, 'torch', script), ...args])) as Answer;
}

/** Version of PyTorch, or undefined where there is none. */
export async function findTorch(): Promise<string | undefined> {
  const print = 'import torch; print(torch.__version__)';
  return runProcess('python3', ['-W', 'ignore', '-c', print]).then(
    (version) => version.trim(),
    () => undefined
  );
}

export const NO_TORCH =
  'PyTorch is not installed: `pip install torch --index-url https://download.pytorch.org/whl/cpu`, then run this again.';
