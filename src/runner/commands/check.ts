import { english } from '../../core/language';
import { describeError, formatDuration } from '../../core/options';
import { crossingOf } from '../alerts';
import type { Config } from '../config';
import type { WatchedSeries } from '../forecasts';
import { createService } from './service';
import { type Terminal, table } from './terminal';

/** One round without alerts, and a table of what came of it. @returns whether every series has a forecast, or will have one */
export async function check(config: Config, file: string, terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  const service = await createService(
    {
      ...config,
      state: undefined,
      queue: undefined,
      remoteWrite: undefined,
      alerts: { ...config.alerts, alertmanager: undefined, webhook: undefined },
    },
    file,
    terminal
  );
  try {
    await service.round(signal);
    await service.rounds.idle();
    const series = service.rounds.all();
    const head = ['query', 'series', 'points', 'now', 'forecast', 'error', 'crossing'];
    table([head, ...series.map(rowOf)]).forEach(terminal.print);
    const silent = config.queries.filter((query) => !series.some((one) => one.query === query));
    silent.forEach(({ name, expr }) => terminal.log(`${name}: no series. Check the expression: ${expr}`));
    series.forEach(({ key, error }) => error && terminal.log(`${key}: ${english(describeError(error))}`));
    const isLearning = ({ error }: WatchedSeries) => error?.kind === 'too-little-history';
    return silent.length === 0 && series.every((one) => one.shown !== undefined || isLearning(one));
  } finally {
    await service.stop();
  }
}

function rowOf(one: WatchedSeries): string[] {
  const { query, id, shown, samples } = one;
  if (!shown) {
    return [query.name, id, '', number(samples.newest), '', '', ''];
  }
  const { report, forecast } = shown;
  const crossings = query.thresholds.flatMap((threshold) => crossingOf(one, threshold) ?? []);
  const words = crossings.map(({ breach, threshold, probability }) => {
    const when =
      breach.already || Number.isNaN(breach.time)
        ? ''
        : ` in ${formatDuration(Math.max(60, 60 * Math.round((breach.time - samples.end) / 60_000)))}`;
    return `${threshold.direction} ${threshold.value}${when} (${Math.round(100 * probability)} %)`;
  });
  const naive = report.accuracy.find(({ source }) => source === 'seasonal-naive');
  const ratio = naive ? `${(report.accuracy[0].mae / naive.mae).toFixed(2)} of naive` : '';
  return [
    query.name,
    id,
    String(report.points),
    number(samples.newest),
    number(forecast.point[forecast.point.length - 1]),
    ratio,
    words.join(', '),
  ];
}

const number = (value: number) => (Number.isNaN(value) ? '' : String(Number(value.toPrecision(4))));
