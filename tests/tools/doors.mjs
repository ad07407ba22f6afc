/**
 * ESLint rule: a room is a folder of `src` with a door, its `index.ts`. Code outside a room imports what the door names
 * and nothing else; code inside imports its neighbours directly, never through its own door.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

const door = (folder) => path.join(folder, 'index.ts');

/** The innermost room that a file lies in; undefined if in none. */
function roomOf(file) {
  for (let folder = path.dirname(file); path.basename(folder) !== 'src'; folder = path.dirname(folder)) {
    if (existsSync(door(folder))) {
      return folder;
    }
    if (path.dirname(folder) === folder) {
      return undefined;
    }
  }
  return undefined;
}

export const throughDoors = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      around: '{{room}} is a room: import from its index.ts, and name there what others may use.',
      own: 'A file of {{room}} imports its neighbours directly, not through the door of its own room.',
    },
  },
  create(context) {
    const from = roomOf(context.filename);
    const check = ({ source }) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) {
        return;
      }
      const target = path.resolve(path.dirname(context.filename), source.value);
      const isDoor = existsSync(door(target));
      const room = isDoor ? target : roomOf(target);
      if (room === undefined || (room === from) !== isDoor) {
        return;
      }
      const data = { room: path.relative(context.cwd, room) };
      context.report({ node: source, messageId: isDoor ? 'own' : 'around', data });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
