import { appFolder } from './publicPath';

describe('appFolder', () => {
  it.each([
    [
      'https://grafana.example/public/plugins/presage-forecast-panel/',
      'https://grafana.example/public/plugins/presage-forecast-app/',
    ],
    ['/grafana/public/plugins/presage-prometheus-datasource/', '/grafana/public/plugins/presage-forecast-app/'],
    ['public/plugins/presage-forecast-panel/', 'public/plugins/presage-forecast-app/'],
    ['presage-forecast-panel/', 'presage-forecast-app/'],
  ])("a nested plugin's own folder: %s", (folder, expected) => {
    expect(appFolder(folder)).toBe(expected);
  });

  it.each([
    ['https://cdn.example/presage-forecast-app/0.1.0/panel/', 'https://cdn.example/presage-forecast-app/0.1.0/'],
    ['https://cdn.example/presage-forecast-app/0.1.0/datasource/', 'https://cdn.example/presage-forecast-app/0.1.0/'],
    ['/public/plugins/presage-forecast-app/panel/', '/public/plugins/presage-forecast-app/'],
  ])('a folder inside the bundle, as on a CDN: %s', (folder, expected) => {
    expect(appFolder(folder)).toBe(expected);
  });

  it.each(['public/plugins/presage-forecast-app/', 'https://cdn.example/app/0.1.0/', '/x/my-panel/', ''])(
    'anything else is left as it is: %p',
    (folder) => {
      expect(appFolder(folder)).toBe(folder);
      expect(appFolder(appFolder(folder))).toBe(folder);
    }
  );
});
