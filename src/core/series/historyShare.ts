/**
 * The name in a frame's `meta.custom` under which our data source tells our panel what share of a history has come, 0 to 1.
 * Such a frame has no fields, and the answer follows it.
 */
export const HISTORY_SHARE = 'presageHistoryShare';
