import type { Breach } from '../../core/breaches';
import { describeError } from '../../core/options';
import { formatMoment } from '../frames';
import {
  type Drawn,
  type PanelForecast,
  type SeriesForecast,
  isBusy,
  isDrawn,
  isProvisional,
  panelState,
  runningAnomaly,
} from '../session';
import type { Crossing } from './crossings';
import type { SeriesFormats } from './formats';
import { momentOf } from './moment';
import type { Tone } from './segment';
import {
  type Formats,
  crossingTexts,
  describeExpected,
  describeOutOfDate,
  describeReached,
  describeReturn,
} from './words';

/** The first words of the panel. Colour, icon and words say the same. */
export interface Verdict {
  /** the same from the longest to the shortest: the first that has room is shown */
  texts: string[];
  tone: Tone;
  /** whole sentences, such as an error: may take three lines before a shorter one is shown */
  isSentence?: boolean;
}

/**
 * The most urgent of what is known, of all series: what fails, what is, what comes, or that all is normal.
 * @param crossings as `crossingsOf` has them
 */
export function judge(forecast: PanelForecast, formats: SeriesFormats, crossings: readonly Crossing[]): Verdict {
  const { error, series, warnings } = forecast;
  const state = panelState(forecast);
  if (error && state === 'failed') {
    return sentence(describeError(error), 'error');
  }
  const drawn = series.filter(isDrawn);
  const running = runningVerdict(drawn, series.length, formats);
  if (running) {
    return running;
  }
  if (state === 'out-of-date' && !series.some(({ phase }) => phase.kind === 'failed')) {
    return outOfDate(drawn, formats);
  }
  if (drawn.length === 0 || series.every(({ phase }) => phase.kind === 'failed')) {
    return warnings.length > 0 && series.length === 0 ? sentence(warnings[0], 'warning') : unforecast(forecast, state);
  }
  if (warnings.length > 0) {
    return sentence(warnings[0], 'warning');
  }
  return (
    crossingVerdict(crossings, drawn.length, formats) ??
    preliminaryVerdict(forecast) ??
    driftVerdict(drawn, formats) ??
    settledVerdict(forecast)
  );
}

/** All of what there is to say, else its first sentence, else what that begins with. */
const sentence = (text: string, tone: Tone): Verdict => ({
  texts: [...new Set([text, text.split(/(?<=\.) (?=[A-Z])/)[0], text.split(/(?<=[^.])[.:;] /)[0]])],
  tone,
  isSentence: true,
});

/** An anomaly that lasts: since when, what is seen and what was expected; of several series how many. */
function runningVerdict(drawn: Drawn[], count: number, formats: SeriesFormats): Verdict | undefined {
  const found = drawn.flatMap((series) => {
    const anomaly = runningAnomaly(series);
    return anomaly ? [{ series, anomaly }] : [];
  });
  if (found.length === 0) {
    return undefined;
  }
  const first = found.reduce((a, b) => (b.anomaly.peakScore > a.anomaly.peakScore ? b : a));
  const { now, timeZone, value } = formats(first.series.key);
  const since = `since ${formatMoment(first.anomaly.start, now, timeZone)}`;
  const at = momentOf(first.series, formats(first.series.key));
  const seen = at && Number.isFinite(at.seen) ? `: ${value(at.seen)}, ` : undefined;
  const details = seen
    ? [`${seen}${describeExpected(at!, formats(first.series.key))}`, `${seen}expected ${value(at!.expected)}`]
    : [];
  const [many, name] = [count > 1, first.series.name];
  const amount = `${found.length} of ${count} series anomalous`;
  const start = !many
    ? `Anomalous ${since}`
    : found.length > 1
      ? `${amount}, ${name} ${since}`
      : `${name} anomalous ${since}`;
  return { texts: [...details.map((detail) => start + detail), start, ...(many ? [amount] : [])], tone: 'error' };
}

/** The forecast on screen is old, and no newer one is on its way. */
function outOfDate(drawn: Drawn[], formats: SeriesFormats): Verdict {
  const behind = drawn.filter(({ isOutOfDate }) => isOutOfDate);
  const originOf = (one: Drawn) => one.drawn.result.report.origin;
  const oldest = (behind.length > 0 ? behind : drawn).reduce((a, b) => (originOf(b) < originOf(a) ? b : a));
  const { now, timeZone } = formats(oldest.key);
  return {
    texts: [`Out of date, from ${formatMoment(originOf(oldest), now, timeZone)}`, 'Out of date'],
    tone: 'warning',
  };
}

/** The series has left its model: what is normal by it may be so no more. */
function driftVerdict(drawn: Drawn[], formats: SeriesFormats): Verdict | undefined {
  const said = drawn.flatMap((one) => {
    const text = describeOutOfDate(one, formats(one.key));
    return text ? [{ name: one.name, text }] : [];
  });
  if (said.length === 0) {
    return undefined;
  }
  const [{ name, text }] = said;
  return drawn.length === 1
    ? sentence(text, 'warning')
    : {
        ...sentence(`${name}: ${text}`, 'warning'),
        texts: [`${name}: ${text}`, `${said.length} of ${drawn.length} models out of date`],
      };
}

/** The reason why no forecast is drawn, or the work under way. */
function unforecast({ series, fetchedShare }: PanelForecast, state: ReturnType<typeof panelState>): Verdict {
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0) {
    const [first] = failures;
    const isCold = first.kind === 'too-little-history';
    return sentence(describeError(first), isCold ? 'info' : 'error');
  }
  if (state === 'fetching') {
    const share = fetchedShare === undefined ? '' : `, ${Math.round(100 * fetchedShare)} %`;
    return { texts: [`Learning: fetching the history${share}`, 'Learning'], tone: 'busy' };
  }
  return series.some(isBusy)
    ? { texts: ['Learning: no forecast yet', 'Learning'], tone: 'busy' }
    : { texts: ['Waiting for data'], tone: 'info' };
}

/** The first crossing that is likely, else the threshold that is reached, else a crossing that is possible. */
function crossingVerdict(all: readonly Crossing[], count: number, formats: SeriesFormats): Verdict | undefined {
  const likely = all.find(({ kind, breach }) => kind === 'coming' && Number.isFinite(breach.time));
  const found = likely ?? all.find(({ kind }) => kind === 'reached') ?? all.find(({ kind }) => kind === 'coming');
  if (!found) {
    return undefined;
  }
  const { series, breach, kind } = found;
  const isPossible = kind === 'coming' && !likely;
  const isPreliminary = isProvisional(series);
  const prefix = [...(isPreliminary ? ['Preliminary'] : []), ...(count > 1 ? [series.name] : [])]
    .map((word) => `${word}: `)
    .join('');
  const texts =
    kind === 'reached' ? reachedTexts(breach, all, formats(series.key)) : crossingTexts(breach, formats(series.key));
  return {
    texts: [...texts.map((text) => prefix + text), ...(prefix && !isPreliminary ? texts.slice(-1) : [])],
    tone: isPreliminary || isPossible ? 'info' : 'warning',
  };
}

/** A threshold that is reached, and when the series is likely to be back. */
function reachedTexts(breach: Breach, all: readonly Crossing[], formats: Formats): string[] {
  const back = all.find(({ kind, breach: one }) => kind === 'back' && one.threshold === breach.threshold);
  const text = describeReached(breach, formats);
  const end = back && describeReturn(back.breach, formats);
  return [...(end ? [`${text}. ${end}`] : []), text];
}

/** Nothing is judged by a forecast that is about to be replaced. */
function preliminaryVerdict({ series, isUnjudged }: PanelForecast): Verdict | undefined {
  const open = series.filter((one) => isProvisional(one) || (isBusy(one) && !one.drawn));
  if (open.length === 0) {
    return undefined;
  }
  const text =
    series.length > 1
      ? `Preliminary: ${isUnjudged ? 0 : judgedOf(series).length} of ${series.length} series judged`
      : 'Preliminary, not judged yet';
  return { texts: [text, 'Preliminary'], tone: series.some(isBusy) ? 'busy' : 'info' };
}

/** Series whose final forecast has a past to hold them against. */
const judgedOf = (series: SeriesForecast[]) =>
  series
    .filter(isDrawn)
    .filter((one) => one.phase.kind !== 'failed' && !isProvisional(one) && one.drawn.result.expected.times.length > 0);

/** Of the series that are judged all are normal; the rest is counted by why it is not judged. */
function settledVerdict({ series, isUnjudged }: PanelForecast): Verdict {
  const failed = series.filter(({ phase }) => phase.kind === 'failed');
  const others = series.filter(({ phase }) => phase.kind !== 'failed');
  const drawn = others.filter(isDrawn);
  const judged = isUnjudged ? [] : judgedOf(series);
  const tone = failed.length > 0 ? 'warning' : 'info';
  if (judged.length === 0) {
    const why = isUnjudged ? 'anomalies are switched off' : 'too little was forecast in the past';
    const failures = failed.length > 0 ? `; ${failed.length} of ${series.length} series failed` : '';
    return { texts: [`Not judged: ${why}${failures}`, 'Not judged'], tone };
  }
  if (judged.length < series.length) {
    const text = `${judged.length} of ${series.length} series normal`;
    const rest = [
      [drawn.length - judged.length, 'not judged'],
      [others.length - drawn.length, 'without a forecast'],
      [failed.length, 'failed'],
    ] as const;
    const said = rest.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    return { texts: [[text, ...said].join(', '), text], tone };
  }
  if (judged.length > 1) {
    return { texts: [`All ${judged.length} series normal`], tone: 'good' };
  }
  const isConstant = judged[0].drawn.result.report.source === 'constant';
  return { texts: [isConstant ? 'Normal, constant so far' : 'Normal'], tone: 'good' };
}
