import i18next from 'i18next';
import { readTexts } from '../../tests/tools/emitTranslations';

/** Shows all words in Chinese until the tests of the file, or of its block, are over. */
export function inChinese(): void {
  beforeAll(async () => {
    await i18next.init({ lng: 'zh-Hans', fallbackLng: 'en-US', supportedLngs: ['en-US', 'zh-Hans'], resources: {} });
    i18next.addResourceBundle('zh-Hans', 'presage-forecast-panel', readTexts('zh-Hans'));
    await i18next.changeLanguage('zh-Hans');
  });
  afterAll(() => i18next.changeLanguage('en-US'));
}
