import { inChinese } from '../../testing/chinese';
import { HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import { nothing, type SeriesForecast } from '../session/forecastState';
import { fullText, summarise } from './summary';

inChinese();

const NOW = T0 + 23 * HOUR;
const formats = () => ({
  timeZone: 'utc',
  now: NOW,
  value: (value: number) => `${value} %`,
  observed: (time: number) => (time === NOW ? 88 : NaN),
});
const seriesOf = (change: Partial<SeriesForecast> = {}): SeriesForecast => ({
  ...{ key: 'a', name: 'cpu', phase: { kind: 'ready' }, drawn: trained(), isOutOfDate: false },
  ...change,
});
const summaryOf = (...series: SeriesForecast[]) => summarise({ ...nothing, series }, formats);
const crossing = {
  ...{ threshold: 90, direction: 'above' as const, level: 0.8, probability: 0.83 },
  ...{ time: NOW + 3 * HOUR, earliest: NOW + 2.5 * HOUR, latest: NOW + 3.5 * HOUR },
};

test('all is normal', () => {
  expect(summaryOf(seriesOf()).verdict.texts).toEqual(['正常']);
  expect(summaryOf(seriesOf(), seriesOf({ key: 'b' })).verdict.texts).toEqual(['2 条序列全部正常']);
});

test('a crossing to come is told from the longest text to the shortest, and counted', () => {
  const { verdict, counts } = summaryOf(seriesOf({ drawn: trained({ ...resultOf(), breaches: [crossing] }) }));
  expect(verdict.texts).toEqual([
    '3 小时后达到 90 %（周五 02:00，01:30-02:30），83% 的可能性',
    '3 小时后达到 90 %（周五 02:00，01:30-02:30）',
    '3 小时后达到 90 %（周五 02:00）',
    '3 小时后达到 90 %',
  ]);
  expect(counts.map(({ text }) => text)).toEqual(['1 次越限']);
});

test('work, and a pinned model that is not used, follow the verdict in one line of text', () => {
  const progress = { epoch: 15, epochs: 30, trainLoss: 1, validationLoss: 0.01234, remainingMs: 5000 };
  const training = { kind: 'training' as const, device: 'wasm' as const, progress };
  const summary = summaryOf(seriesOf({ phase: training, pin: { kind: 'options', names: ['network', 'hidden'] } }));
  expect(fullText(summary)).toBe(
    '正常。训练中，第 15/30 轮，剩余 5 秒。验证损失 0.0123。使用 WASM。' +
      '未使用固定的模型：训练时的“网络”、“隐藏单元”不同。请重新固定模型，或取消固定'
  );
});
