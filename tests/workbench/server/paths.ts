import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');
export const CACHE = path.join(ROOT, '.cache');
export const DIST = path.join(ROOT, 'dist');
export const PROVISIONING = path.join(ROOT, 'provisioning');
