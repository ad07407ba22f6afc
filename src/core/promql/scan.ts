/** Surroundings of a character of PromQL: a string literal of one of three quotes, a comment, or neither. */
type Quote = '"' | "'" | '`';
export type Place = Quote | 'comment' | 'code';

/**
 * Follows PromQL from character to character.
 *
 * @param place what the text begins in
 * @param visit is given each piece of the text that stands in one place; quotes belong to the string
 * @returns what the text ends in
 */
export function scan(text: string, place: Place, visit: (piece: string, place: Place) => void): Place {
  let now = place;
  let from = 0;
  const end = (at: number, next: Place) => {
    if (at > from) {
      visit(text.slice(from, at), now);
    }
    from = at;
    now = next;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (now === 'code') {
      if (isQuote(char)) {
        end(i, char);
      } else if (char === '#') {
        end(i, 'comment');
      }
    } else if (now === 'comment') {
      if (char === '\n') {
        end(i + 1, 'code');
      }
    } else if (char === '\\' && now !== '`') {
      i++;
    } else if (char === now) {
      end(i + 1, 'code');
    }
  }
  end(text.length, now);
  return now;
}

const isQuote = (char: string): char is Quote => char === '"' || char === "'" || char === '`';
