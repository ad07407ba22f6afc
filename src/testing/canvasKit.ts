/** jsdom has no canvas: gives every one a context that only measures text, each letter so many pixels wide. */
export function measureLetters(width: number): void {
  const context = { font: '', measureText: (text: string) => ({ width: width * text.length }) };
  HTMLCanvasElement.prototype.getContext = (() => context) as never;
}

/** The rest of what uPlot asks of a browser: a context that takes every call, paths, observers. */
export function stubCanvas(): void {
  const context = new Proxy<Record<string | symbol, unknown>>(
    {},
    { get: (own, name) => (name in own ? own[name] : () => ({ width: 10 })), set: Reflect.set }
  );
  HTMLCanvasElement.prototype.getContext = (() => context) as never;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.Path2D = class {
    moveTo() {}
    lineTo() {}
    rect() {}
    arc() {}
  } as never;
}
