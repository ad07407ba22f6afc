import { change, DAY, makeDaily } from '../../testing/testSeries';
import { fitForecaster } from './forecaster';
import { forecastFrom } from './forecastFrom';
import { createHistory } from '../history/history';
import { BLENDED, MEASURED } from '../members/members';
import { networkMember } from '../networks/networkMember';
import { NET_QUANTILES, type NetInput } from '../networks/netFeatures';
import { fitSarx } from '../regression/sarx';

const QUANTILES = [0.1, 0.5, 0.9];
const HORIZON = DAY;
const end = 16 * DAY;
const origin = 17 * DAY + 5;
const series = makeDaily(20);
const forget = (from: number) => change(series, (value, t) => (t > from ? -1e9 * (t % 7) : value));

test.each([...BLENDED, ...MEASURED])('$name reads nothing after the origin', ({ create }) => {
  const forecast = (given: typeof series, at: number) => {
    const history = createHistory(given, 'UTC', undefined, end);
    return create(history, HORIZON)?.({ end }, () => fitSarx(history, HORIZON, { end }))?.(at).point;
  };
  expect(forecast(series, origin)?.every(Number.isFinite)).toBe(true);
  expect(forecast(forget(origin), origin)).toEqual(forecast(series, origin));
  expect(forecast(forget(end - 1), end - 1)).toEqual(forecast(series, end - 1));
});

test('nor does the blend; outcomes up to the origin do change its bands', () => {
  const shifted = change(series, (value, t) => (t >= end && t <= origin ? value + 30 : value));
  const fan = (given: typeof series) =>
    forecastFrom(fitForecaster(given, { horizon: DAY / 4 }, end), origin, QUANTILES).paths;
  const width = (paths: Float64Array[]) => paths[2].reduce((sum, upper, h) => sum + upper - paths[0][h], 0);
  const plain = fan(series);
  expect(fan(forget(origin))).toEqual(plain);
  expect(width(fan(shifted))).toBeGreaterThan(1.2 * width(plain));
});

test('a network is one more member: worth its share when it knows, none when it does not', () => {
  const each = (infer: (input: NetInput) => Float64Array) => (inputs: readonly NetInput[]) => inputs.map(infer);
  const knowing = ({ decoder, base, scale }: NetInput) => {
    const leads = base.length;
    // The 13th and 14th features of a lead time are sin and cos of the day.
    return Float64Array.from({ length: leads * NET_QUANTILES.length }, (_, i) => {
      const lead = Math.floor(i / NET_QUANTILES.length);
      const wave = 20 * decoder[lead * 17 + 11];
      return ((50 + wave - centre) / unit - base[lead]) / scale + (i % NET_QUANTILES.length) / 100 - 0.05;
    });
  };
  const perfect = networkMember('pretrained', each(knowing));
  const nonsense = ({ base }: NetInput) => new Float64Array(base.length * NET_QUANTILES.length).fill(50);
  const useless = networkMember('lstm', each(nonsense));
  const { history } = fitForecaster(series, { horizon: DAY / 4, members: [], networks: [useless] }, end);
  const [centre, unit] = [history.center, history.unit];
  const { hindcasts, weights } = fitForecaster(series, { horizon: DAY / 4, networks: [perfect, useless] }, end);
  const share = (name: string) => weights[1][hindcasts.members.findIndex((member) => member.name === name)];
  expect(share('pretrained')).toBe(Math.max(...weights[1]));
  expect(share('lstm')).toBeLessThan(1e-6);
});

test('a horizon of days is forecast too', () => {
  const { point, paths } = forecastFrom(fitForecaster(series, { horizon: 3 * DAY }, end), end - 1, QUANTILES);
  point.forEach((value, h) => expect(Math.abs(value - (50 + 20 * Math.sin((2 * Math.PI * h) / DAY)))).toBeLessThan(5));
  expect([...paths[0], ...paths[2]].every(Number.isFinite)).toBe(true);
});

test('where the history is too short for all members that were asked for, the last value is held', () => {
  const members = BLENDED.filter(({ name }) => name === 'weekday');
  const { point } = forecastFrom(fitForecaster(series, { horizon: 4, members }, 12 * DAY), 12 * DAY - 1, QUANTILES);
  point.forEach((value) => expect(value).toBeCloseTo(series.values[12 * DAY - 1], 9));
});
