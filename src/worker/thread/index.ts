/**
 * The worker's side: one job from its series to its result.
 * Imports core, engine, storage and protocol. In: a request; out: a result, models.
 */
export { runJob } from './job';
export { answerUntrained } from './untrained';
