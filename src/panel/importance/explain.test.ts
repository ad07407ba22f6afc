import type { ForecastJob } from '../../worker/protocol';
import { exampleModel } from '../../testing/fakeWorker';
import { resultOf } from '../../testing/panelFixtures';
import { ready, settle } from '../../testing/sessionKit';
import { createExplain } from './explain';

const importance = [{ term: { kind: 'hour' as const }, share: 1 }];

it('asks about the series as it is forecast, under the name of its stored model, and keeps nothing from its own job', async () => {
  const { session, jobs, first } = await ready();
  const asked: ForecastJob[] = [];
  const client = () => ({
    forecast: async (job: ForecastJob) => {
      asked.push(job);
      return { result: resultOf(), model: exampleModel(0), importance };
    },
    prioritise: () => undefined,
  });
  const explain = createExplain({ client, questionOf: session.questionOf, panelOf: session.panelOf });
  expect(await explain(first().key)).toBe(importance);
  const [{ job: drawn }] = jobs;
  expect(asked).toMatchObject([{ identity: drawn.identity, request: { ...drawn.request, isExplained: true } }]);
  expect(asked[0].key).not.toBe(drawn.key);
  expect(asked[0].isAside).toBeFalsy();
  await settle();
  expect(await explain('another series')).toBeUndefined();
  expect(asked).toHaveLength(1);
});
