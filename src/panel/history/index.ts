/**
 * The history behind the live series: when to ask, how much, whose it is, and whether it is the same data.
 * Imports language and frames. In: a request and live series; out: a `Series` for each.
 */
export { asAskedLive } from './liveQuestion';
export { Histories } from './histories';
export { type FetchHistory, type GetDataSource, describeSource, fetchHistory, groupTargets } from './history';
export { type Answer, type Clock, HistoryLoader } from './historyLoader';
export { errorsOf, messageOf } from './queryErrors';
export { rehearse } from './rehearse';
