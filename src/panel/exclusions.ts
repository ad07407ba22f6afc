import { validateOptions } from '../core/options';
import type { Exclusions } from './details';
import { addWindow, removeWindow } from './options';
import type { PanelOptions } from './types';

/** The windows that these options leave out of the training, and how to change them. */
export function exclusionsOf(options: PanelOptions, change: (options: PanelOptions) => void): Exclusions {
  const { excludedWindows } = options;
  const set = (text: string) => change({ ...options, excludedWindows: text });
  return {
    windows: validateOptions(options).options.excludedWindows,
    exclude: (span) => set(addWindow(excludedWindows, span)),
    include: (index) => set(removeWindow(excludedWindows, index)),
  };
}
