import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, SWIFTSHADER_FLAGS, WEBGPU_FLAG } from '../tools/chromium';
import { findChromium } from '../tools/install.mjs';
import { askWorker, serveWorkers, type WorkerServer } from '../tools/workers';
import { runProcess } from './processes';
import type { Answer, Question, TaskName } from './tasks';

const SCRIPTS = { tasks: path.join(__dirname, 'worker.ts'), firstEpoch: path.join(__dirname, 'firstEpoch.ts') };

export interface LaboratoryOptions {
  /** fewer rounds, for continuous integration */
  isShort: boolean;
  /** the adapter of WebGPU: Chromium's software, or what the machine has */
  adapter: 'swiftshader' | 'default';
}

/** Where rows run their tasks. What it starts it starts when first asked, once, and ends with `close`. */
export class Laboratory {
  readonly isShort: boolean;
  private readonly adapter: LaboratoryOptions['adapter'];
  private server?: Promise<WorkerServer>;
  private launched?: Promise<Browser>;

  constructor({ isShort, adapter }: LaboratoryOptions) {
    this.isShort = isShort;
    this.adapter = adapter;
  }

  /** Runs a task in a worker of its own of Chromium. */
  async inBrowser<K extends TaskName>(task: K, question?: Question<K>): Promise<Answer<K>> {
    const page = await this.openPage();
    try {
      return await askWorker<Answer<K>>(page, 'tasks', { task, question });
    } finally {
      await page.close();
    }
  }

  /** Runs a task in a process of its own of Node, with relaxed SIMD as browsers have it. */
  async inNode<K extends TaskName>(task: K, question: Question<K>, dawn?: string): Promise<Answer<K>> {
    const args = [
      '--import',
      'tsx',
      path.join(__dirname, 'child.ts'),
      task,
      JSON.stringify(question),
      ...(dawn ? [dawn] : []),
    ];
    return JSON.parse(await runProcess(process.execPath, args)) as Answer<K>;
  }

  /** An empty page that can start the workers of `SCRIPTS`. */
  async openPage(): Promise<Page> {
    this.server ??= serveWorkers(SCRIPTS);
    const [browser, { url }] = await Promise.all([this.browser(), this.server]);
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  }

  async browser(): Promise<Browser> {
    this.launched ??= this.launch();
    return this.launched;
  }

  async close(): Promise<void> {
    const { launched, server } = this;
    this.launched = this.server = undefined;
    await (await launched?.catch(() => undefined))?.close();
    await (await server?.catch(() => undefined))?.close();
  }

  private async launch(): Promise<Browser> {
    const executablePath = findChromium();
    if (!executablePath) {
      throw new Error('no Chromium on this machine: install one, or name it in CHROMIUM_PATH');
    }
    const webgpu = this.adapter === 'swiftshader' ? SWIFTSHADER_FLAGS : [WEBGPU_FLAG];
    return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...webgpu] });
  }
}
