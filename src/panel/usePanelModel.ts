import {
  LoadingState,
  type DataFrame,
  type DataQueryRequest,
  type PanelData,
  type PanelProps,
  type ScopedVars,
} from '@grafana/data';
import { config, getTemplateSrv } from '@grafana/runtime';
import { usePanelContext, useTheme2 } from '@grafana/ui';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { validateOptions } from '../core/options';
import { ianaTimeZone } from '../core/series';
import { type ChartModel, axisOf, layOutChart, readAnnotations, readExemplars } from './chart';
import type { RuleSource, Telling } from './details';
import { drawSeries } from './drawSeries';
import { LengthTrials } from './lengthTrials';
import { LiveScores } from './liveScores';
import { downloadCsv, readSeries, toFrames } from './frames';
import { type Past, type PastForecasts, asForecast } from './past';
import { useRenderHold } from './renderHold';
import { type PanelForecast, panelState, untilAsked } from './session';
import { type SeriesFormats, describeLiveError, formatsOf, remarksOn, staleness, withResets } from './status';
import { ruleSubjects, runnerQueries } from './ruleSubjects';
import type { PanelOptions } from './types';
import { annotate, findingsOf, useNotifications } from './telling';
import { type Forecasting, useForecast } from './useForecast';

/** All that the panel shows. */
export interface PanelModel extends Omit<Forecasting, 'forecast' | 'keep' | 'source' | 'past'> {
  /** as the data source answered, or as it did last while a query fails */
  frames: DataFrame[];
  hasData: boolean;
  isLoading: boolean;
  /** message of a query that failed */
  error?: string;
  /** forecasts, with what is to be said of the live data */
  forecast: PanelForecast;
  /** present while a past forecast is drawn */
  past?: { state: Past; forecast: PanelForecast };
  chart: ChartModel;
  formats: SeriesFormats;
  /** absent where nothing is forecast here */
  pastControls?: PastForecasts;
  /** absent while there is nothing to download */
  download?(): void;
  /** absent where nothing is forecast here */
  telling?: Telling;
  /** what alert rules and the runner's configuration are made of; absent where the queries are no PromQL */
  rules?: RuleSource;
}

/** From what Grafana hands the panel to what it shows: live series, their forecasts, the chart, and what to say. */
export function usePanelModel(props: PanelProps<PanelOptions>, isVisible: boolean): PanelModel {
  const { data, options, timeRange, timeZone, title } = props;
  const theme = useTheme2();
  const answered = useLastData(data);
  const { series: frames, request } = answered;
  const settings = useMemo(() => validateOptions(options).options, [options]);
  const all = useMemo(() => readSeries(frames), [frames]);
  const askedAt = request?.startTime;
  const live = useMemo(() => untilAsked(all, settings, askedAt), [all, settings, askedAt]);
  const { forecast, source, keep, ...actions } = useForecast({ ...props, data: answered }, live, isVisible);
  const [scores] = useState(() => new LiveScores());
  const zone = ianaTimeZone(timeZone);
  const made = useMemo(() => scores.of(forecast, live, settings, zone), [scores, forecast, live, settings, zone]);
  const [trials] = useState(() => new LengthTrials());
  const targets = request?.targets;
  const series = useMemo(
    () => withResets(trials.of(made.series, settings, source), targets, live),
    [trials, made.series, settings, source, targets, live]
  );
  const past = useSyncExternalStore(actions.past?.subscribe ?? never, actions.past?.getState ?? nobody);
  // Of its progress nothing is drawn.
  const { drawn: earlier, phase: { kind: pastPhase } = {} } = past ?? {};
  const drawn = useMemo(
    () => (earlier && pastPhase ? asForecast(made, earlier, pastPhase) : undefined),
    [earlier, pastPhase, made]
  );
  const { charted } = made;
  const isLoading = data.state === LoadingState.Loading || data.state === LoadingState.NotStarted;
  const hasData = live.some(({ values }) => values.length > 0);
  useRenderHold(!options.preview && (isLoading || (hasData && isUnderWay(made))));
  // Progress changes nothing that is drawn, and is not kept again.
  useEffect(() => keep?.(scores.shown()), [keep, scores, charted]);
  const { annotations } = data;
  const shown = drawn?.charted ?? charted;
  const origin = past?.origin;
  const axis = useMemo(() => {
    const range = { from: timeRange.from.valueOf(), to: timeRange.to.valueOf() };
    return axisOf(drawSeries(live, charted, theme), range);
  }, [live, charted, theme, timeRange]);
  const chart = useMemo(
    () =>
      layOutChart(
        drawSeries(live, shown, theme),
        origin === undefined ? axis : { ...axis, now: origin },
        readAnnotations(annotations, theme),
        settings.excludedWindows,
        readExemplars([...frames, ...(annotations ?? [])])
      ),
    [live, shown, origin, frames, annotations, theme, axis, settings]
  );
  const error = describeLiveError(data);
  const remarks = useMemo(() => remarksOn(frames, live, request?.targets, all), [frames, live, request, all]);
  const until = Math.min(data.request?.startTime ?? -Infinity, timeRange.to.valueOf());
  const known = [until, chart.now].filter(Number.isFinite);
  const now = known.length > 0 ? Math.max(...known) : timeRange.to.valueOf();
  const formats = useMemo(() => formatsOf(live, timeZone, now), [live, timeZone, now]);
  const rules = useMemo(() => {
    const replace = (text: string, vars?: ScopedVars) => getTemplateSrv().replace(text, vars);
    const subjects = request ? ruleSubjects(charted, live, request, frames, replace) : [];
    if (!request || subjects.length === 0) {
      return undefined;
    }
    const runner = {
      ...{ title: title || 'Panel', stored: options, timeZone: zone },
      queries: runnerQueries(live, request, frames, replace),
      link: linkTo(request),
    };
    return { title: runner.title, subjects, options: settings, runner };
  }, [charted, live, request, frames, settings, options, zone, title]);
  const said = useMemo(
    () => ({
      ...made,
      series,
      isUnjudged: settings.anomalyMethod === 'off',
      warnings: [
        ...(error ? [error] : []),
        ...remarks.warnings,
        ...(error ? [] : staleness(made, live, until, formats)),
      ],
      notes: [...new Set([...made.notes, ...remarks.notes])],
    }),
    [made, series, settings, error, remarks, live, until, formats]
  );
  const findings = useMemo(() => findingsOf(said, formats), [said, formats]);
  const place = { dashboardUID: request?.dashboardUID, panelId: props.id };
  const { isOn, toggle } = useNotifications(`${place.dashboardUID} ${props.id}`, title || 'Panel', findings);
  const { canAddAnnotations } = usePanelContext();
  // Grafana says so of each user; Explore, and others that embed a panel, say nothing.
  const isAllowed = canAddAnnotations?.() ?? true;
  const annotating = findings && isAllowed && { annotate: () => annotate(findings.incidents, place) };
  const pastShown = useMemo(() => (past && drawn ? { state: past, forecast: drawn } : undefined), [past, drawn]);
  const hasForecast = charted.some(({ result }) => result);
  return {
    ...actions,
    pastControls: actions.past,
    frames,
    hasData,
    isLoading,
    error,
    forecast: said,
    past: pastShown,
    chart,
    formats,
    rules,
    telling: actions.retrain && { ...annotating, isNotifying: isOn, notify: toggle },
    download: hasForecast ? () => downloadCsv(forecastFrames(chart, frames), `${title || 'forecast'}.csv`) : undefined,
  };
}

/** Address of the panel; undefined on a dashboard that is not saved, and where Grafana has no address of its own. */
function linkTo({ dashboardUID, panelId }: DataQueryRequest): string | undefined {
  const isKnown = dashboardUID && /^https?:/.test(config.appUrl ?? '');
  return isKnown ? new URL(`d/${dashboardUID}?viewPanel=${panelId}`, config.appUrl).href : undefined;
}

/** Neither all series have their answer, nor is it known that there will be none. */
const isUnderWay = (forecast: PanelForecast) => ['waiting', 'fetching', 'training'].includes(panelState(forecast));

const never = () => () => {};
const nobody = () => undefined;

/**
 * The data, or while a query fails the last series there were with the question that they answer: neither a blip of the
 * server nor half an expression in the editor may change what is said of the samples on screen.
 */
function useLastData(data: PanelData): PanelData {
  const [last, setLast] = useState(data);
  const isLost = data.state === LoadingState.Error && !data.series.some(({ length }) => length > 0);
  // While a query runs, its request is new and the series are still the old ones.
  if (!isLost && data.state !== LoadingState.Loading && last !== data) {
    setLast(data);
  }
  const { series, request } = last;
  return useMemo(() => (isLost ? { ...data, series, request } : data), [isLost, data, series, request]);
}

/** The forecasts as frames, for use elsewhere. */
function forecastFrames({ series }: ChartModel, source: DataFrame[]): DataFrame[] {
  return toFrames(
    series.flatMap(({ live, history, result }) => {
      const { name, frameIndex, field } = live;
      return result
        ? [{ name, refId: source[frameIndex]?.refId, labels: field.labels, config: field.config, history, result }]
        : [];
    })
  );
}
