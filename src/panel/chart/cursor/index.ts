/**
 * The cursor of a chart by other means than the mouse: the arrow keys, and buttons elsewhere.
 * Imports nothing. In: keys, times; out: events of the mouse, which Grafana's tooltip follows.
 */
export { addKeyboardTooltip } from './keyboard';
export { Pointer } from './pointer';
