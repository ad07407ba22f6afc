import { frameOf, HOUR, optionsOf, T0 } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { historyFrames, liveFrames, recent, setUp, settle, values } from '../../testing/sessionKit';

const other = { labels: { pod: 'b' } };
const live = readSeries([...liveFrames, frameOf(recent, other)]);
const histories = [...historyFrames, frameOf(values(200), { ...other, start: T0 - 189 * HOUR })];

async function jobsUnder(networkFor: 'series' | 'panel') {
  const kit = setUp();
  kit.update({ live, options: { ...optionsOf(), networkFor } });
  kit.fetches[0].done(histories);
  await settle();
  return kit.jobs.map(({ job }) => job);
}

test('series that share a network bring the histories of all, in one order, under the name of the panel', async () => {
  const jobs = await jobsUnder('panel');
  expect(jobs).toHaveLength(2);
  expect(jobs.map(({ identity }) => identity)).toEqual(['up', 'up']);
  expect(new Set(jobs.map(({ key }) => key)).size).toBe(2);
  expect(jobs[0].request.panel).toHaveLength(2);
  expect(jobs[1].request.panel).toEqual(jobs[0].request.panel);
  expect(jobs[0].request.panel).toContain(jobs[1].request.series);
});

test('those with a network each bring their own alone', async () => {
  const jobs = await jobsUnder('series');
  expect(jobs.map(({ request }) => request.panel)).toEqual([undefined, undefined]);
  expect(new Set(jobs.map(({ identity }) => identity)).size).toBe(2);
});
