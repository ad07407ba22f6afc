/**
 * The online LSTM of the anomaly detector.
 * Imports model, reference and core. In: samples; out: errors of its predictions.
 */
export { createAnomalyLstm } from './anomalyLstm';
