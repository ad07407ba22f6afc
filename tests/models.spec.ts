import { readFile } from 'node:fs/promises';
import { io, loadLayersModel, zeros, type Tensor } from '@tensorflow/tfjs';
import { testIds } from '../src/panel/testIds';
import { lastResult } from './pages/forecastPanel';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

test('a trained model leaves as a file that TensorFlow.js reads, and comes back to a browser without it', async ({
  api,
  openDashboard,
  page,
  panel,
}) => {
  const uid = await api.createDashboard('test-model-file', 'cpu', small);
  const open = async () => {
    await openDashboard(uid);
    await panel.waitUntilReady();
    await panel.details();
    return trainedAt();
  };
  const trainedAt = async () => (await lastResult(page)).report.trainedAt;
  const trained = await open();
  const download = page.waitForEvent('download');
  await page.getByTestId(testIds.exportModel).click();
  const file = await (await download).path();

  const { weightData, ...parts } = JSON.parse(await readFile(file, 'utf8'));
  const bytes = Buffer.from(weightData, 'base64');
  const model = await loadLayersModel(
    io.fromMemory({ ...parts, weightData: new Uint8Array(bytes).buffer as ArrayBuffer })
  );
  const [, sequenceLength, features] = model.inputs[0].shape as number[];
  const output = model.predict(zeros([2, sequenceLength, features])) as Tensor;
  expect(output.shape[0]).toBe(2);
  expect(Array.from(await output.data()).every(Number.isFinite)).toBe(true);

  // Another browser knows no model, and trains one of its own.
  await page.evaluate(async () => {
    const deleted = (await indexedDB.databases()).map(
      ({ name }) => new Promise((resolve) => (indexedDB.deleteDatabase(name!).onsuccess = resolve))
    );
    await Promise.all(deleted);
  });
  const own = await open();
  expect(own).toBeGreaterThan(trained);
  const input = page.getByTestId(testIds.importModel);
  await input.setInputFiles({ name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.from('no model') });
  await expect(page.getByRole('status').filter({ hasText: 'not JSON' })).toBeVisible();
  expect(await trainedAt()).toBe(own);
  await input.setInputFiles(file);
  await expect(page.getByRole('status').filter({ hasText: 'The model was imported.' })).toBeVisible();
  await expect.poll(trainedAt).toBe(trained);
  await panel.waitUntilReady();
  await expect(page.getByTestId(testIds.detailsContent)).toContainText('imported from a file');
});
