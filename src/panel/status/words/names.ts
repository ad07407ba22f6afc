import type { ForecastSource, Report } from '../../../core/fitted';
import { type MemberName, SERIES_NETWORKS } from '../../../core/members';
import { list, say } from '../../../language';
import { whole } from './formats';

const sources = (): Record<ForecastSource, string> => ({
  blend: say('blend'),
  lstm: 'LSTM',
  gru: 'GRU',
  tcn: 'TCN',
  transformer: 'Transformer',
  imported: say('imported model'),
  pretrained: say('pre-trained LSTM'),
  'seasonal-naive': say('seasonal naive'),
  linear: say('linear trend'),
  'last-value': say('last value'),
  constant: say('constant'),
});

const members = (): Record<MemberName, string> => ({
  'last-value': say('last value'),
  level: say('mean of the last day'),
  day: say('seasonal naive'),
  week: say('last week'),
  'day-and-week': say('yesterday and last week'),
  linear: say('linear trend'),
  season: say('season'),
  sarx: say('seasonal regression'),
  ridge: say('ridge regression'),
  days: say('median of the last days'),
  weekday: say('same weekday'),
  yesterday: say('yesterday with its drift'),
  'days-and-weeks': say('last days and same weekday'),
  'analog-short': say('similar hours'),
  'analog-long': say('similar days'),
  cycle: say('what repeats'),
  driven: say('covariates known ahead'),
  pretrained: say('pre-trained LSTM'),
  lstm: say('LSTM of this series'),
  gru: say('GRU of this series'),
  tcn: say('TCN of this series'),
  transformer: say('Transformer of this series'),
  imported: say('imported model'),
});

/** The kind of network that a member is; undefined for another. */
function kindOf(member: MemberName): string | undefined {
  const network = member === 'pretrained' ? 'lstm' : SERIES_NETWORKS.find((name) => name === member);
  return network && nameSource(network);
}

/** The drawn forecaster: "blend, 42 % LSTM", the share of the network of the series and of the pre-trained LSTM together. */
export function nameDrawn({ source, shares = [] }: Report): string {
  const networks = shares.filter(({ member }) => kindOf(member));
  const sum = networks.reduce((before, { share }) => before + share, 0);
  const [kind, other] = new Set(networks.map(({ member }) => kindOf(member)));
  const forecaster = nameSource(source);
  return sum >= 0.005
    ? say('{{forecaster}}, {{share}} {{networks}}', {
        forecaster,
        share: whole(sum),
        networks: other || !kind ? say('networks') : kind,
      })
    : forecaster;
}

/** The parts of a blend: "LSTM of this series 24 %, similar days 20 %"; undefined where one forecaster is drawn alone. */
export function describeShares({ shares }: Report): string | undefined {
  const names = members();
  return shares && list(shares.map(({ member, share }) => `${names[member]} ${whole(share)}`));
}

export function nameSource(source: ForecastSource): string {
  return sources()[source] ?? source;
}
