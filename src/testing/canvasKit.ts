/** jsdom has no canvas: gives every one a context that only measures text, each letter so many pixels wide. */
export function measureLetters(width: number): void {
  const context = { font: '', measureText: (text: string) => ({ width: width * text.length }) };
  HTMLCanvasElement.prototype.getContext = (() => context) as never;
}
