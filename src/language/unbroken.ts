/** A sentence whose numbers stay on one line with their sign of per cent. */
export const unbroken = (text: string): string => text.replace(/(?<=\d) (?=%)/g, '\u00a0');
