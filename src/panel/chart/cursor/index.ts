/**
 * The cursor of a chart by other means than the mouse, and the origin of its forecast as a handle.
 * Imports language. In: keys, times, drags; out: events of the mouse, which Grafana's tooltip follows, and origins.
 */
export { addKeyboardTooltip } from './keyboard';
export type { OriginControl } from './origin';
export { OriginHandle } from './OriginHandle';
export { Pointer } from './pointer';
