/** Levels of a list such as `0.8, 0.95`, rising and without doubles; undefined where one is no number in (0, 1). */
export function parseLevels(text: string): number[] | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // Number, not parseFloat: "0.9x" is a mistake and not 0.9.
  const levels = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  return levels.length > 0 && levels.every((level) => level > 0 && level < 1) ? levels : undefined;
}

/**
 * Names of a list such as `B, requests, up{job="a", zone="b"}`, without doubles. A comma between braces or double quotes
 * belongs to the name; quotes around a whole name do not.
 */
export function parseNames(text: string): string[] {
  const parts = text.match(/(?:\{[^}]*\}|"[^"]*"|[^,])+/g) ?? [];
  const names = parts.map((part) => part.trim().replace(/^"([^"]*)"$/, '$1'));
  return [...new Set(names.filter((name) => name !== ''))];
}
