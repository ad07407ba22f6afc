import type { Config } from '../config';
import { type ForecastJson, toJson } from '../serve';
import { createService } from './service';
import { type Terminal, sparkline, table } from './terminal';

export const FORMATS = ['table', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

const CHART_WIDTH = 72;
/** Rows of the table at most; JSON and CSV have all. */
const ROWS = 24;

/** Prints the forecasts of all queries. @returns whether there is one */
export async function forecast(
  config: Config,
  file: string,
  format: Format,
  terminal: Terminal,
  signal: AbortSignal
): Promise<boolean> {
  const service = await createService({ ...config, state: undefined, queue: undefined }, file, terminal);
  try {
    await service.rounds.run(signal);
    await service.rounds.idle();
    const all = service.rounds.all().map(toJson);
    all.forEach(({ series, error }) => error && terminal.log(`${series}: ${error}`));
    if (all.length === 0) {
      terminal.log('No series. Check the expression, and that it has samples in the last days.');
    }
    switch (format) {
      case 'json':
        terminal.print(JSON.stringify(all, undefined, 2));
        break;
      case 'csv':
        terminal.print('series,time,y,yhat,yhat_lower,yhat_upper,anomaly_score');
        all.flatMap(csvRows).forEach(terminal.print);
        break;
      case 'table':
        all.flatMap(chartAndTable).forEach(terminal.print);
    }
    return all.some(({ yhat }) => yhat.length > 0);
  } finally {
    await service.stop();
  }
}

function csvRows({ series, times, y, yhat, yhat_lower, yhat_upper, anomaly_score }: ForecastJson): string[] {
  const name = `"${series.replace(/"/g, '""')}"`;
  return times.map((time, i) => [name, time, y[i], yhat[i], yhat_lower[i], yhat_upper[i], anomaly_score[i]].join(','));
}

function chartAndTable({ series, times, y, yhat, yhat_lower, yhat_upper }: ForecastJson): string[] {
  const firstAhead = times.findIndex((_, i) => y.slice(i).every((value) => value === null));
  const from = firstAhead < 0 ? times.length : firstAhead;
  const line = [...y.slice(0, from), ...yhat.slice(from)].map((value) => value ?? NaN);
  const every = Math.max(1, Math.ceil((times.length - from) / ROWS));
  const rows = times.slice(from).flatMap((time, i) => {
    const number = (value: number | null) => (value === null ? '' : String(Number(value.toPrecision(5))));
    const at = from + i;
    return (i + 1) % every === 0 ? [[time, number(yhat[at]), number(yhat_lower[at]), number(yhat_upper[at])]] : [];
  });
  return [series, sparkline(line, CHART_WIDTH), ...table([['time', 'forecast', 'lower', 'upper'], ...rows]), ''];
}
