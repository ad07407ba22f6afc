/** Names that browser tests look for, in one place. Every element that carries one also reads well without it. */
export const testIds = {
  /** panel root; `data-state`, `data-source`, `data-anomalies`, `data-device` and more stand on it (`panelFacts`) */
  panel: 'presage-panel',
  chart: 'presage-chart',
  status: 'presage-status',
  statusText: 'presage-status-text',
  /** counts that open a list */
  anomalies: 'presage-anomalies',
  crossings: 'presage-crossings',
  /** the work under way */
  work: 'presage-work',
  progress: 'presage-progress',
  cancel: 'presage-cancel',
  retrain: 'presage-retrain',
  error: 'presage-error',
  details: 'presage-details',
  detailsContent: 'presage-details-content',
  exportModel: 'presage-export-model',
  importModel: 'presage-import-model',
  tooltip: 'presage-tooltip',
} as const;
