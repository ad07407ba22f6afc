import type { Breach } from '../../core/breaches';
import { describeError } from '../../core/options';
import { say, tell } from '../../language';
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
  clauses,
  crossingTexts,
  describeExpected,
  describeOutOfDate,
  describeReached,
  describeReturn,
  whole,
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
    return sentence(tell(describeError(error)), 'error');
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

/** All of what there is to say, else its first sentence, else what that begins with; by the full stops of any language. */
const sentence = (text: string, tone: Tone): Verdict => ({
  texts: [...new Set([text, text.split(/(?<=\.) (?=[A-Z])|(?<=。)/)[0], text.split(/(?<=[^.])[.:;] |[。：；]/)[0]])],
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
  const [time, name] = [formatMoment(first.anomaly.start, now, timeZone), first.series.name];
  const amount = say('{{count}} of {{all}} series anomalous', { count: found.length, all: count });
  const start =
    count === 1
      ? say('Anomalous since {{time}}', { time })
      : found.length > 1
        ? say('{{amount}}, {{name}} since {{time}}', { amount, name, time })
        : say('{{name}} anomalous since {{time}}', { name, time });
  const at = momentOf(first.series, formats(first.series.key));
  const expected =
    at && Number.isFinite(at.seen)
      ? [describeExpected(at, { value }), describeExpected({ ...at, lower: NaN }, { value })]
      : [];
  const details = expected.map((detail) =>
    say('{{start}}: {{value}}, {{expected}}', { start, value: value(at?.seen ?? NaN), expected: detail })
  );
  return { texts: [...details, start, ...(count > 1 ? [amount] : [])], tone: 'error' };
}

/** The forecast on screen is old, and no newer one is on its way. */
function outOfDate(drawn: Drawn[], formats: SeriesFormats): Verdict {
  const behind = drawn.filter(({ isOutOfDate }) => isOutOfDate);
  const originOf = (one: Drawn) => one.drawn.result.report.origin;
  const oldest = (behind.length > 0 ? behind : drawn).reduce((a, b) => (originOf(b) < originOf(a) ? b : a));
  const { now, timeZone } = formats(oldest.key);
  return {
    texts: [
      say('Out of date, from {{time}}', { time: formatMoment(originOf(oldest), now, timeZone) }),
      say('Out of date'),
    ],
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
        ...sentence(say('{{name}}: {{text}}', { name, text }), 'warning'),
        texts: [
          say('{{name}}: {{text}}', { name, text }),
          say('{{count}} of {{all}} models out of date', { count: said.length, all: drawn.length }),
        ],
      };
}

/** The reason why no forecast is drawn, or the work under way. */
function unforecast({ series, fetchedShare }: PanelForecast, state: ReturnType<typeof panelState>): Verdict {
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0) {
    const [first] = failures;
    const isCold = first.kind === 'too-little-history';
    return sentence(tell(describeError(first)), isCold ? 'info' : 'error');
  }
  if (state === 'fetching') {
    const fetched = fetchedShare === undefined ? undefined : whole(fetchedShare);
    return { texts: [clauses([say('Learning: fetching the history'), fetched]), say('Learning')], tone: 'busy' };
  }
  return series.some(isBusy)
    ? { texts: [say('Learning: no forecast yet'), say('Learning')], tone: 'busy' }
    : { texts: [say('Waiting for data')], tone: 'info' };
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
  const named = (text: string) => (count > 1 ? say('{{name}}: {{text}}', { name: series.name, text }) : text);
  const prefixed = (text: string) =>
    isPreliminary ? say('Preliminary: {{text}}', { text: named(text) }) : named(text);
  const texts =
    kind === 'reached' ? reachedTexts(breach, all, formats(series.key)) : crossingTexts(breach, formats(series.key));
  return {
    texts: [...texts.map(prefixed), ...(count > 1 && !isPreliminary ? texts.slice(-1) : [])],
    tone: isPreliminary || isPossible ? 'info' : 'warning',
  };
}

/** A threshold that is reached, and when the series is likely to be back. */
function reachedTexts(breach: Breach, all: readonly Crossing[], formats: Formats): string[] {
  const back = all.find(({ kind, breach: one }) => kind === 'back' && one.threshold === breach.threshold);
  const text = describeReached(breach, formats);
  const end = back && describeReturn(back.breach, formats);
  return [...(end ? [say('{{text}}. {{end}}', { text, end })] : []), text];
}

/** Nothing is judged by a forecast that is about to be replaced. */
function preliminaryVerdict({ series, isUnjudged }: PanelForecast): Verdict | undefined {
  const open = series.filter((one) => isProvisional(one) || (isBusy(one) && !one.drawn));
  if (open.length === 0) {
    return undefined;
  }
  const text =
    series.length > 1
      ? say('Preliminary: {{count}} of {{all}} series judged', {
          count: isUnjudged ? 0 : judgedOf(series).length,
          all: series.length,
        })
      : say('Preliminary, not judged yet');
  return { texts: [text, say('Preliminary')], tone: series.some(isBusy) ? 'busy' : 'info' };
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
    const why = isUnjudged ? say('anomalies are switched off') : say('too little was forecast in the past');
    const text =
      failed.length > 0
        ? say('Not judged: {{why}}; {{count}} of {{all}} series failed', {
            why,
            count: failed.length,
            all: series.length,
          })
        : say('Not judged: {{why}}', { why });
    return { texts: [text, say('Not judged')], tone };
  }
  if (judged.length < series.length) {
    const text = say('{{count}} of {{all}} series normal', { count: judged.length, all: series.length });
    const unjudged = drawn.length - judged.length;
    const without = others.length - drawn.length;
    const rest = [
      unjudged > 0 ? say('{{count}} not judged', { count: unjudged }) : '',
      without > 0 ? say('{{count}} without a forecast', { count: without }) : '',
      failed.length > 0 ? say('{{count}} failed', { count: failed.length }) : '',
    ];
    return { texts: [clauses([text, ...rest]), text], tone };
  }
  if (judged.length > 1) {
    return { texts: [say('All {{count}} series normal', { count: judged.length })], tone: 'good' };
  }
  const isConstant = judged[0].drawn.result.report.source === 'constant';
  return { texts: [isConstant ? say('Normal, constant so far') : say('Normal')], tone: 'good' };
}
