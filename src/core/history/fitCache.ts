/** Fits that several members of a blend share, such as the experts that a network sees: each is made once for a history. */
export class FitCache {
  private readonly made = new Map<string, unknown>();

  /** The fit of this name; made where there is none yet. A name always stands for the same type. */
  once<T>(name: string, make: () => T): T {
    if (!this.made.has(name)) {
      this.made.set(name, make());
    }
    return this.made.get(name) as T;
  }
}
