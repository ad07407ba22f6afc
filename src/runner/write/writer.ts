import type { Registry } from 'prom-client';
import type { Config } from '../config';
import type { Remembered, WatchedSeries } from '../forecasts';
import { formatDuration } from '../../core/options';
import { futureOf } from './future';
import { reachOf } from './reach';
import { remoteWrite, toTimeSeries } from './remoteWrite';

/** Writes what a round came to. @param now ms @returns sentences on what could not be written */
export type Write = (registry: Registry, series: readonly WatchedSeries[], now: number) => Promise<string[]>;

/**
 * Writes what `/metrics` has at the present, where the lead time is a label, and with `future` each new forecast once at
 * the times that it is of, as far as the store takes such samples without harm.
 */
export function createWriter(target: NonNullable<Config['remoteWrite']>): Write {
  const written = new WeakMap<WatchedSeries, Remembered>();
  let reach: number | undefined;

  const writeFuture = async (series: readonly WatchedSeries[], now: number): Promise<string[]> => {
    const isFirst = reach === undefined;
    reach ??= await reachOf(target);
    if (reach === undefined) {
      return ['The store does not say how far ahead it takes samples; the future is written once it does.'];
    }
    const horizon = Math.max(0, ...series.map(({ query }) => query.options.horizon));
    const failures = isFirst && reach < horizon ? [tooNear(reach, horizon)] : [];
    const news = series.filter((one) => one.remembered && written.get(one) !== one.remembered);
    const until = now + 1000 * reach;
    const refused = await remoteWrite(
      target,
      news.flatMap((one) => futureOf(one, now, until))
    );
    if (refused.length === 0) {
      news.forEach((one) => written.set(one, one.remembered!));
    }
    return [...failures, ...refused];
  };

  return async (registry, series, now) => [
    ...(await remoteWrite(target, await toTimeSeries(registry, now))),
    ...(target.future ? await writeFuture(series, now) : []),
  ];
}

const tooNear = (reach: number, horizon: number) =>
  `This Prometheus would refuse the present of all series after samples more than ${formatDuration(reach)} ahead, so ` +
  `forecasts beyond that are not written. Set storage.tsdb.out_of_order_time_window to ${formatDuration(horizon)} or more.`;
