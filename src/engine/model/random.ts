/** A stream of numbers in [0, 1). */
export type Random = () => number;

/**
 * Seeded random numbers: sfc32, Chris Doty-Humphrey's "small fast counting" generator (PractRand, public domain),
 * 128 bits of state of which one word is a counter, so that no seed has a short cycle.
 * @param seed any unsigned 32-bit integer
 */
export function createRandom(seed: number): Random {
  let a = 0;
  let b = 0;
  let c = seed >>> 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // Seeds differ in one word of the state only; a dozen rounds spread the difference over all of it.
  for (let round = 0; round < 12; round++) {
    next();
  }
  return next;
}

/** One standard normal number (Box and Muller, 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** Shuffles in place, every order equally likely (Fisher and Yates in Durstenfeld's form). */
export function shuffle(values: Int32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = values[last];
    values[last] = values[other];
    values[other] = kept;
  }
}
