import { validateOptions } from '../core/options';
import type { Exclusions } from './details';
import { addWindow, problemOf, removeWindow } from './options';
import type { PanelOptions } from './types';

/** A window that stands for any. */
const ANY = { from: 0, to: 60_000 };

/** The windows that these options leave out of the training, and how to change them. */
export function exclusionsOf(options: PanelOptions, change: (options: PanelOptions) => void): Exclusions {
  const { excludedWindows } = options;
  const set = (text: string) => change({ ...options, excludedWindows: text });
  return {
    windows: validateOptions(options).options.excludedWindows,
    problem:
      problemOf('excludedWindows', excludedWindows) ?? problemOf('excludedWindows', addWindow(excludedWindows, ANY)),
    exclude: (span) => set(addWindow(excludedWindows, span)),
    include: (index) => set(removeWindow(excludedWindows, index)),
  };
}
