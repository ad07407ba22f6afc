import { demoPanels, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { testIds } from '../src/panel/testIds';

test('incidents become annotations of Grafana on request, once; a browser is notified where it is asked to be', async ({
  api,
  openDashboard,
  page,
  panel,
  context,
}) => {
  await context.grantPermissions(['notifications']);
  const uid = await api.createDashboard('test-telling', 'cpu', small);
  await openDashboard(uid);
  await panel.waitUntilReady();
  await panel.part('anomalies').click();
  const details = page.getByTestId(testIds.detailsContent);
  const write = details.getByRole('button', { name: 'Write as annotations' });
  await write.click();
  await expect(details.getByText(/annotations? written/)).toHaveText(
    /^[1-9]\d* annotations? written, 0 updated, 0 as before\.$/
  );
  const written = await api.annotations(uid);
  expect(written[0]).toMatchObject({ panelId: demoPanels.cpu, tags: expect.arrayContaining(['presage']) });
  expect(written[0].text).toMatch(/as far (above|below) as is normal/);
  await write.click();
  await expect(details.getByText(/annotations? written/)).toHaveText(
    `0 annotations written, 0 updated, ${written.length} as before.`
  );
  expect(await api.annotations(uid)).toEqual(written);
  await details.getByRole('button', { name: 'Notify me here' }).click();
  await expect(details.getByRole('button', { name: 'Stop notifying me' })).toHaveAttribute('aria-pressed', 'true');
});
