import { cpus, loadavg } from 'node:os';
import type { Laboratory } from './laboratory';

/** One line: processor, load before the run, versions of Node and of the browser. */
export async function describeMachine(laboratory: Laboratory): Promise<string> {
  const chromium = await laboratory.browser().then(
    (browser) => `Chromium ${browser.version()}`,
    () => 'no Chromium'
  );
  const [{ model }] = cpus();
  const load = loadavg()[0].toFixed(1);
  return `${cpus().length} x ${model.trim()}, load ${load} at the start, Node ${process.versions.node}, ${chromium}`;
}
