/**
 * Arrays that behave as typed arrays do, in plain JavaScript. Where code runs behind a membrane (Grafana's frontend
 * sandbox) the typed arrays at hand are the page's: every element read or written crosses over, which is slow, and no
 * message to a worker keeps them.
 */

/** The number that each kind of typed array keeps of a number. */
const CASTS = {
  Float64Array: (value: number) => value,
  Float32Array: Math.fround,
  Int32Array: (value: number) => value | 0,
  Uint32Array: (value: number) => value >>> 0,
  Uint8Array: (value: number) => value & 255,
};
export type ArrayName = keyof typeof CASTS;
/** The kinds that the code of the page uses. */
export const ARRAY_NAMES = Object.keys(CASTS) as ArrayName[];

type Source = number | string | ArrayLike<unknown> | Iterable<unknown> | ArrayBuffer;

/** As typed arrays sort: by size, NaN last. */
const bySize = (a: number, b: number) => a - b || Number(Number.isNaN(a)) - Number(Number.isNaN(b));

function listOf(source: Exclude<Source, number | ArrayBuffer>): ArrayLike<unknown> {
  return typeof source === 'string' || 'length' in source ? source : [...source];
}

/**
 * A stand-in for one kind of typed array. Unlike there, `subarray` and `buffer` are copies, and what is written by
 * index is kept as it is: code that writes through a view, or relies on rounding by index, must not meet it.
 *
 * @param Native the kind that it stands in for, to read bytes with
 */
export function ownArray(name: ArrayName, Native: new (source: ArrayBuffer | number[]) => ArrayLike<number>) {
  const cast = (value: unknown) => CASTS[name](Number(value));
  return class OwnArray extends Array<number> {
    constructor(source: Source = 0) {
      if (typeof source === 'number') {
        super(source);
        this.fill(0);
        return;
      }
      const values =
        typeof source === 'object' && 'byteLength' in source && !('length' in source)
          ? new Native(source)
          : listOf(source as Exclude<Source, number | ArrayBuffer>);
      super(values.length);
      for (let i = 0; i < values.length; i++) {
        this[i] = cast(values[i]);
      }
    }

    get [Symbol.toStringTag]() {
      return name;
    }

    get buffer() {
      return Reflect.get(new Native([...this]), 'buffer');
    }

    get byteLength() {
      return Reflect.get(this.buffer, 'byteLength');
    }

    get byteOffset() {
      return 0;
    }

    static override from(source: Exclude<Source, number>, make?: (value: never, index: number) => unknown): OwnArray {
      const values = listOf(source as Exclude<Source, number | ArrayBuffer>);
      const made = new OwnArray(values.length);
      for (let i = 0; i < values.length; i++) {
        made[i] = cast(make ? make(values[i] as never, i) : values[i]);
      }
      return made;
    }

    static override of<T>(...values: T[]): T[] {
      return new OwnArray(values) as unknown as T[];
    }

    override map(make: (value: number, index: number, all: number[]) => never): never[] {
      return OwnArray.from(this, (value, i) => make(value, i, this as unknown as number[])) as unknown as never[];
    }

    override sort(compare: (a: number, b: number) => number = bySize): this {
      return super.sort(compare);
    }

    subarray(from?: number, to?: number) {
      return this.slice(from, to);
    }

    // `never`: Grafana gives arrays another `set` by name.
    set(values: never, offset = 0): void {
      const list: ArrayLike<number> = values;
      for (let i = 0; i < list.length; i++) {
        this[offset + i] = cast(list[i]);
      }
    }
  };
}
