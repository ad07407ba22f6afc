import i18next from 'i18next';
import { phrase } from '../core/language';
import { list, many, say, sentences, tell } from './say';

const PANEL = 'presage-forecast-panel';

beforeAll(async () => {
  await i18next.init({ lng: 'en-US', fallbackLng: 'en-US', supportedLngs: ['en-US', 'zh-Hans'], resources: {} });
  i18next.addResourceBundle('zh-Hans', PANEL, {
    Ready: '就绪',
    'in {{time}}': '{{time}}后',
    '{{count}} points of {{name}}_other': '{{name}}的 {{count}} 个点',
    'a.b: c': '甲',
    ', ': '、',
    ' ': '',
  });
});

describe('in English', () => {
  beforeAll(() => i18next.changeLanguage('en-US'));

  test('a text is what the code says', () => {
    expect(say('Ready')).toBe('Ready');
    expect(say('in {{time}}', { time: '3 h' })).toBe('in 3 h');
  });

  test('one and many have each their text, with thousands separated', () => {
    expect(many(1, '{{count}} point of {{name}}', '{{count}} points of {{name}}', { name: 'x' })).toBe('1 point of x');
    expect(many(2000, '{{count}} point of {{name}}', '{{count}} points of {{name}}', { name: 'x' })).toBe(
      '2,000 points of x'
    );
  });

  test('lists and sentences are joined as English joins them', () => {
    expect(list(['a', 'b'])).toBe('a, b');
    expect(sentences('A.', undefined, 'B.')).toBe('A. B.');
  });
});

describe('in Chinese', () => {
  beforeAll(() => i18next.changeLanguage('zh-Hans'));

  test('a text is its translation', () => {
    expect(say('Ready')).toBe('就绪');
    expect(say('in {{time}}', { time: '3 h' })).toBe('3 h后');
    expect(tell(phrase('in {{time}}', { time: phrase('Ready') }))).toBe('就绪后');
  });

  test('points and colons in a text are no paths', () => expect(say('a.b: c')).toBe('甲'));

  test('a number has the one form that Chinese knows', () => {
    expect(many(1, '{{count}} point of {{name}}', '{{count}} points of {{name}}', { name: 'x' })).toBe('x的 1 个点');
  });

  test('a text without a translation stays English', () =>
    expect(say('Nobody translated this')).toBe('Nobody translated this'));

  test('lists and sentences are joined as Chinese joins them', () => {
    expect(list(['a', 'b'])).toBe('a、b');
    expect(sentences('甲。', '乙。')).toBe('甲。乙。');
  });

  test('names from data are never read as markup or as keys', () => {
    expect(say('in {{time}}', { time: '<b>&$t(Ready)' })).toBe('<b>&$t(Ready)后');
  });
});
