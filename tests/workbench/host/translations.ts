import type { PluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import i18next from 'i18next';

const DEFAULT = 'en-US';

/** The language of the user's preferences. The host's own words are English; a language without any text would not count. */
export async function initLanguage(): Promise<void> {
  await i18next.init({
    lng: config.bootData.user.language,
    fallbackLng: DEFAULT,
    supportedLngs: [DEFAULT, 'zh-Hans'],
    returnEmptyString: false,
    resources: { [DEFAULT]: { host: { here: 'here' } }, 'zh-Hans': { host: { here: 'here' } } },
  });
}

/** The texts of a plugin, before its module runs, as Grafana's importer adds them. */
export async function addTranslations(meta: PluginMeta): Promise<void> {
  const { translations = {} } = meta as PluginMeta & { translations?: Record<string, string> };
  const language = i18next.resolvedLanguage ?? DEFAULT;
  const path = translations[language] ?? translations[DEFAULT];
  if (path) {
    const response = await fetch(`/${path}`);
    i18next.addResourceBundle(language, meta.id, await response.json(), true, false);
  }
}
