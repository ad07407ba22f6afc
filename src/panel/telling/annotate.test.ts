import type * as runtime from '@grafana/runtime';
import type { BackendSrv } from '@grafana/runtime';
import { annotate } from './annotate';
import type { Incident } from './annotations';

const mockApi = { get: jest.fn(), post: jest.fn(), patch: jest.fn() };
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<typeof runtime>('@grafana/runtime'),
  getBackendSrv: () => mockApi as unknown as BackendSrv,
}));

const incident: Incident = { key: 'cpu', from: 100, to: 200, severity: 'critical', text: 'Saw 97 %.' };
const place = { dashboardUID: 'demo', panelId: 3 };

beforeEach(() => Object.values(mockApi).forEach((call) => call.mockReset().mockResolvedValue([])));

it('asks for the annotations of this panel, then writes what is missing', async () => {
  expect(await annotate([incident], place)).toBe('1 annotation written, 0 updated, 0 as before.');
  expect(mockApi.get.mock.calls[0][1]).toMatchObject({ ...place, from: 100, to: 200, tags: 'presage' });
  expect(mockApi.post.mock.calls[0].slice(0, 2)).toEqual([
    '/api/annotations',
    expect.objectContaining({ ...place, time: 100, timeEnd: 200, text: 'Saw 97 %.' }),
  ]);
  // The panel says it once; Grafana would say it of each.
  expect(mockApi.post.mock.calls[0][2]).toMatchObject({ showSuccessAlert: false });
});

it('changes the one that is there', async () => {
  await annotate([incident], place);
  const [[, written]] = mockApi.post.mock.calls;
  mockApi.get.mockResolvedValue([{ ...written, id: 7, timeEnd: 150 }]);
  expect(await annotate([incident], place)).toBe('0 annotations written, 1 updated, 0 as before.');
  expect(mockApi.patch.mock.calls[0][0]).toBe('/api/annotations/7');
  expect(mockApi.post).toHaveBeenCalledTimes(1);
});

it('says that there is nothing to write, or why Grafana did not take it', async () => {
  expect(await annotate([], place)).toBe('There is no incident to write.');
  mockApi.get.mockRejectedValue({ status: 403, data: { message: 'no permission' }, config: {} });
  await expect(annotate([incident], place)).rejects.toMatchObject({ detail: { message: 'no permission' } });
  await expect(annotate([incident], { ...place, dashboardUID: undefined })).rejects.toMatchObject({
    detail: { kind: 'annotations-failed', message: 'the dashboard was never saved' },
  });
});
