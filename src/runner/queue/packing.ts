import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

/** Before all keys in Redis; its number goes up when what is stored changes its meaning. In braces, for a cluster. */
export const PREFIX = '{presage-1}';

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** A value with its arrays of numbers as they are. */
export const pack = (value: unknown): Buffer => serialize(value);

/** @throws Error where it is none of `pack` */
export const unpack = (bytes: Buffer): unknown => deserialize(bytes);
