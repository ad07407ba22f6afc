import { createDataFrame, type DataFrame, type Field, FieldType, type QueryResultMetaNotice } from '@grafana/data';
import { type ForecastResult, resultColumns } from '../../core/fitted';
import { type Series } from '../../core/series';
import { type Metric } from '../types';

/** One series with what is known of its future so far. */
export interface Forecasted {
  metric: Metric;
  name: string;
  history: Series;
  result: ForecastResult;
}

/** Colours by Grafana's names, of the forecasts of one series after the other. */
const hues = ['blue', 'orange', 'purple', 'yellow', 'red', 'green'];
/** Bands by their names: `yhat_lower`, `yhat_upper_80`. */
const BAND = /^yhat_(lower|upper)/;

/** Field options of a quantity in Grafana's time series panel, unless a user says otherwise: as in the forecast panel. */
function look(column: string, name: string): object | undefined {
  const [band, edge] = BAND.exec(column) ?? [];
  if (band) {
    const line = { lineWidth: 0, showPoints: 'never' };
    return edge === 'upper'
      ? { ...line, fillBelowTo: `${name} ${column.replace('upper', 'lower')}`, fillOpacity: 12 }
      : { ...line, hideFrom: { viz: false, legend: true, tooltip: false } };
  }
  const looks: Record<string, object> = {
    yhat: { showPoints: 'never', lineStyle: { fill: 'dash', dash: [8, 6] } },
    anomaly_score: { hideFrom: { viz: true, legend: true, tooltip: false } },
  };
  return looks[column];
}

/**
 * A series as a frame: `time`, `y`, `yhat`, `yhat_lower`, `yhat_upper` (the widest level; narrower ones carry it in their
 * name, as `yhat_lower_80`) and `anomaly_score`, each with the labels of the series. Beyond the last sample `y` and the
 * score are empty. Bands are filled, and what is forecast of a series has one colour.
 *
 * @param index of the series among those of the query
 */
export function seriesFrame({ metric, name, history, result }: Forecasted, refId: string, index: number): DataFrame {
  const { times, columns } = resultColumns(result, history);
  const field = (column: { name: string; values: number[] }): Field => ({
    ...column,
    type: FieldType.number,
    labels: metric,
    config: {
      displayNameFromDS: column.name === 'y' ? name : `${name} ${column.name}`,
      custom: look(column.name, name),
      ...(column.name.startsWith('yhat') && { color: { mode: 'fixed', fixedColor: hues[index % hues.length] } }),
    },
  });
  return createDataFrame({
    name,
    refId,
    fields: [
      { name: 'time', type: FieldType.time, config: { interval: history.step * 1000 }, values: times },
      ...columns.map(field),
    ],
  });
}

/**
 * One row a series and threshold: when it is crossed, between which times with 80 %, how many seconds are left, and how
 * likely it is within the horizon. Where no crossing is forecast these are empty, and the probability says how sure that is.
 *
 * @param now ms
 */
export function breachFrame(all: Forecasted[], thresholds: number[], refId: string, now: number): DataFrame {
  const names = [...new Set(all.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const rows = all.flatMap(({ metric, name, result }) =>
    thresholds.map((threshold) => {
      const breach = result.breaches.find((one) => one.threshold === threshold);
      const seconds = breach && (breach.already ? 0 : Math.max(0, (breach.time - now) / 1000));
      return { metric, name, threshold, breach, seconds };
    })
  );
  const column = (name: string, type: FieldType, values: unknown[], unit?: string): Field => ({
    name,
    type,
    config: { ...(unit && { unit }) },
    values,
  });
  const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
  return createDataFrame({
    refId,
    fields: [
      column(
        'series',
        FieldType.string,
        rows.map(({ name }) => name)
      ),
      ...names.map((label) =>
        column(
          label,
          FieldType.string,
          rows.map(({ metric }) => metric[label] ?? '')
        )
      ),
      column(
        'threshold',
        FieldType.number,
        rows.map(({ threshold }) => threshold)
      ),
      column(
        'crosses',
        FieldType.time,
        rows.map(({ breach }) => finite(breach?.time))
      ),
      column(
        'earliest',
        FieldType.time,
        rows.map(({ breach }) => finite(breach?.earliest))
      ),
      column(
        'latest',
        FieldType.time,
        rows.map(({ breach }) => finite(breach?.latest))
      ),
      column(
        'seconds_left',
        FieldType.number,
        rows.map(({ seconds }) => finite(seconds)),
        's'
      ),
      column(
        'probability',
        FieldType.number,
        rows.map(({ breach }) => breach?.probability ?? (breach?.already ? 1 : breach ? null : 0)),
        'percentunit'
      ),
    ],
  });
}

/** The frames with sentences on them; one without fields where there is none to carry them. */
export function withNotices(frames: DataFrame[], refId: string, notices: QueryResultMetaNotice[]): DataFrame[] {
  const [first = createDataFrame({ refId, fields: [] }), ...others] = frames;
  return notices.length > 0 ? [{ ...first, meta: { ...first.meta, notices } }, ...others] : [first, ...others];
}
