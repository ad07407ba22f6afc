/**
 * The address of the app's files, told from where one of its modules was loaded. Webpack writes all lazy chunks into the
 * root of the bundle, but Grafana loads a nested plugin's module from another folder.
 */

const APP = 'presage-forecast-app';

/** The nested plugins: id, and folder inside the app. */
const NESTED = [
  { id: 'presage-forecast-panel', folder: 'panel' },
  { id: 'presage-prometheus-datasource', folder: 'datasource' },
];

/**
 * The app's folder, given the folder of one of its modules. Both end in `/`.
 *
 * - Grafana's own server gives each nested plugin a folder of its own: `/public/plugins/presage-forecast-panel/`
 *   becomes `/public/plugins/presage-forecast-app/`.
 * - A CDN keeps the bundle as it was built: `https://cdn.example/presage-forecast-app/0.1.0/panel/` becomes
 *   `https://cdn.example/presage-forecast-app/0.1.0/`.
 * - Any other folder is the app's own and comes back as it is.
 */
export function appFolder(moduleFolder: string): string {
  for (const { id, folder } of NESTED) {
    if (hasLastSegment(moduleFolder, id)) {
      return `${moduleFolder.slice(0, -(id.length + 1))}${APP}/`;
    }
    if (hasLastSegment(moduleFolder, folder)) {
      return moduleFolder.slice(0, -(folder.length + 1));
    }
  }
  return moduleFolder;
}

function hasLastSegment(folder: string, segment: string): boolean {
  return `/${folder}`.endsWith(`/${segment}/`);
}
