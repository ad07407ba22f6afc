import type { TimeSpan } from '../frames';

const SEPARATOR = ',';

/** The option's text with one window more. @param text as it is stored */
export function addWindow(text: string | undefined, { from, to }: TimeSpan): string {
  return [...partsOf(text), `${writeTime(from)}/${writeTime(to)}`].join(`${SEPARATOR} `);
}

/** The option's text without one of its windows. @param index in the order of the text */
export function removeWindow(text: string | undefined, index: number): string {
  return partsOf(text)
    .filter((_, i) => i !== index)
    .join(`${SEPARATOR} `);
}

function partsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** "2026-11-24T02:00Z"; seconds where there are some. */
function writeTime(ms: number): string {
  return new Date(Math.round(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z').replace(/:00Z$/, 'Z');
}
