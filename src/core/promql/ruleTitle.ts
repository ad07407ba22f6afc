/** Bytes of the longest title that Grafana takes. */
const MOST = 190;
const ELLIPSIS = '… ';

/** FNV-1a over UTF-16 units, 32 bits as hexadecimal. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function textHash(words: string, seed = 0): string {
  let sum = 0x811c9dc5 ^ seed;
  for (let i = 0; i < words.length; i++) {
    sum = Math.imul(sum ^ words.charCodeAt(i), 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** A title of an alert rule as Grafana takes it: a longer one is cut, and told apart from its like by a hash. */
export function ruleTitle(text: string): string {
  const bytesOf = (part: string) => new TextEncoder().encode(part).length;
  if (bytesOf(text) <= MOST) {
    return text;
  }
  const end = ELLIPSIS + textHash(text);
  let kept = '';
  // By characters, of which none is torn.
  for (const character of text) {
    if (bytesOf(kept + character + end) > MOST) {
      break;
    }
    kept += character;
  }
  return kept + end;
}

/** Words that a template of Prometheus or Grafana prints as they are. */
export const templateText = (words: string): string => words.replaceAll('{{', '{{"{{"}}');
