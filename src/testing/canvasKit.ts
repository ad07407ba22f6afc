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

/** A canvas context that records what is called with what, and the colours at that moment; a text is 20 px wide. */
export function recordCanvas() {
  const calls: Array<{ name: string; args: unknown[]; fillStyle: string; strokeStyle: string }> = [];
  const target: Record<string, unknown> = { fillStyle: '', strokeStyle: '' };
  const ctx = new Proxy(target, {
    get: (state, name: string) => {
      if (name in state) {
        return state[name];
      }
      return (...args: unknown[]) => {
        const { fillStyle, strokeStyle } = state as { fillStyle: string; strokeStyle: string };
        calls.push({ name, args, fillStyle, strokeStyle });
        return name === 'measureText' ? { width: 20 } : undefined;
      };
    },
    set: (state, name: string, value) => {
      state[name] = value;
      return true;
    },
  });
  return {
    ctx: ctx as unknown as CanvasRenderingContext2D,
    calls,
    named: (name: string) => calls.filter((c) => c.name === name),
  };
}
