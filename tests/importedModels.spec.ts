import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { testIds } from '../src/panel/testIds';
import { lastResult } from './pages/forecastPanel';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

/** The files of a model that Keras made (`golden/make_layers_models.py`): `daily` learned made-up days. */
const keras = (name: string) => filesOf(`layers-models/${name}`);

async function filesOf(name: string) {
  const folder = path.join(__dirname, 'golden', name);
  const files = (await readdir(folder)).filter((file) => file !== 'golden.json');
  return Promise.all(
    files.map(async (file) => ({
      name: file,
      mimeType: file.endsWith('.json') ? 'application/json' : 'application/octet-stream',
      buffer: await readFile(path.join(folder, file)),
    }))
  );
}

test('a model of Keras is imported, replayed, blended and kept; a wrong file says why, and nothing is lost', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  const uid = await api.createDashboard('test-imported-model', 'cpu', (dashboard) => {
    const made = small(dashboard);
    return { ...made, options: { ...made.options, horizon: '2h', step: '30m' } };
  });
  await openDashboard(uid);
  await panel.waitUntilReady();
  await panel.details();
  const sources = async () => (await lastResult(page)).report.accuracy.map(({ source }) => source);
  expect(await sources()).toContain('lstm');
  const input = page.getByTestId(testIds.importModel);
  const said = (text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible();
  const files = await keras('daily');

  // Its weights were forgotten, then it is one of another form: the LSTM of the series stays.
  await input.setInputFiles(files.filter(({ name }) => name.endsWith('.json')));
  await said('was not given: choose model.json and all its files of weights');
  await input.setInputFiles(await keras('recurrent'));
  await said('it reads 2 values at each step');
  expect(await sources()).toContain('lstm');

  await input.setInputFiles(files);
  await said('The model was imported.');
  await expect.poll(sources).toContain('imported');
  await panel.waitUntilReady();
  expect(await sources()).not.toContain('lstm');
  const details = page.getByTestId(testIds.detailsContent);
  await expect(details).toContainText(/Imported model: MAE [\d.]+/);
  await expect(details).toContainText('The imported model was trained elsewhere');
  const { forecast, report } = await lastResult(page);
  expect(forecast.point).toHaveLength(4);
  expect(report.source).toBe('blend');
  expect(report.accuracy.find(({ source }) => source === 'imported')?.mae).toBeGreaterThan(0);
  const before = report.trainedAt;

  // A wrong file does not take its place, and a reload finds it again.
  await input.setInputFiles({ name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.from('no model') });
  await said('not JSON');
  expect((await lastResult(page)).report.trainedAt).toBe(before);
  await page
    .getByRole('button', { name: /^Retrain/ })
    .first()
    .click();
  await panel.waitUntilReady();
  expect((await lastResult(page)).report.trainedAt).toBe(before);
});

/** Three waves, of which none divides a day, and some noise of the demo. */
const WAVES = [19_260, 27_540, 39_600].map(
  (period, k) => `${20 - 4 * k} * sin(vector(time() * ${(2 * Math.PI) / period}))`
);

test('a model that is of use earns a share, and what is drawn is another forecast', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  // `tools/waveModel.ts` made it of series with these periods.
  const uid = await api.createDashboard('test-wave-model', 'cpu', (dashboard) => {
    const made = small(dashboard);
    const expr = `100 + ${WAVES.join(' + ')} + on() 0.1 * demo_cpu_usage_percent{instance="web-1"}`;
    const targets = dashboard.targets.map((target) => ({ ...target, expr }));
    return { ...made, targets, options: { ...made.options, horizon: '2h', step: '30m' } };
  });
  await openDashboard(uid);
  await panel.waitUntilReady();
  const before = await lastResult(page);
  const drawn = (await panel.drawing()).forecasts[0].points;
  expect(before.report.shares?.some(({ member }) => member === 'imported') ?? false).toBe(false);
  await panel.details();
  await page.getByTestId(testIds.importModel).setInputFiles(await filesOf('wave-model'));
  const details = page.getByTestId(testIds.detailsContent);
  await expect(details).toContainText(/Blend of\s*(.*, )?imported model \d+\s%/);
  await panel.waitUntilReady();
  const [, share] = /imported model (\d+)\s%/.exec(await details.innerText())!;
  expect(Number(share)).toBeGreaterThan(10);
  const after = await lastResult(page);
  const maeOf = (result: typeof after) => result.report.accuracy[0].mae;
  expect(maeOf(after)).toBeLessThan(maeOf(before));
  expect(after.forecast.point).not.toEqual(before.forecast.point);
  expect((await panel.drawing()).forecasts[0].points).not.toEqual(drawn);
  await page.screenshot({ path: 'tests/.output/imported-share.png' });
});
