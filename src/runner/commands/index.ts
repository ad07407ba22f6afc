/**
 * The command line: run, check, forecast, schema.
 * Imports every room of the runner. In: arguments; out: text and an exit status.
 */
export { main } from './main';
export { terminal } from './terminal';
