import { defaultOptions } from '../../core/options/optionValues';
import type { ForecastOptions } from '../../core/options/forecastOptions';
import { frameOf, HOUR, optionsOf, resultOf, T0 } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { now, settle, setUp } from '../../testing/sessionKit';

/** A panel of one series in per cent, whose history has been trained on. */
async function trained(least = 5, options = optionsOf()) {
  const asked: ForecastOptions[] = [];
  const kit = setUp({
    baseline: (_, given) => {
      asked.push(given);
      return resultOf({ source: 'seasonal-naive', origin: T0 + 10 * HOUR });
    },
  });
  const config = { unit: 'percent' };
  const history = (count: number, last = 50) =>
    frameOf(
      Array.from({ length: count }, (_, i) => (i === count - 1 ? last : i % 9 ? 60 : least)),
      { labels: { pod: 'a' }, start: T0 - 189 * HOUR, config }
    );
  const live = readSeries([frameOf([60, 60, 60, 60, 60, 60], { labels: { pod: 'a' }, start: T0 + HOUR, config })]);
  kit.update({ live, options });
  kit.fetches[0].done([history(200)]);
  await settle();
  return { ...kit, history, asked };
}
const boundsOf = ({ lowerBound, upperBound }: ForecastOptions) => [lowerBound, upperBound];

test('the baseline and the worker are asked with the bounds of the series, the panel’s options stay', async () => {
  const { jobs, asked, session } = await trained();
  expect(asked.map(boundsOf)).toEqual([[0, 100]]);
  expect(boundsOf(jobs[0].job.request.options)).toEqual([0, 100]);
  expect(session.getState().problems).toEqual([]);
  expect(boundsOf(defaultOptions())).toEqual([undefined, undefined]);
});

test('what the user says comes first', async () => {
  const { jobs } = await trained(5, optionsOf({ lowerBound: 'none', upperBound: 200 }));
  expect(boundsOf(jobs[0].job.request.options)).toEqual(['none', 200]);
});

test('a history that breaks a bound while a model is trained does not begin the training anew', async () => {
  const { jobs, fetches, update, wait, history } = await trained();
  wait(HOUR);
  update({ range: { from: T0, to: now + HOUR } });
  fetches[1].done([history(201, 130)]);
  await settle();
  expect(jobs).toHaveLength(1);
  expect(jobs[0].signal.aborted).toBe(false);
  jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
  await settle();
  expect(jobs).toHaveLength(2);
  expect(jobs[1].job).toMatchObject({ retrain: false });
  expect(boundsOf(jobs[1].job.request.options)).toEqual([0, undefined]);
});

test('another max of the field asks again, with the model that there is', async () => {
  const { jobs, update, session } = await trained();
  jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
  await settle();
  update();
  expect(jobs).toHaveLength(1);
  const config = { unit: 'percent', max: 90 };
  update({ live: readSeries([frameOf([60, 60, 60, 60, 60, 60], { labels: { pod: 'a' }, start: T0 + HOUR, config })]) });
  await settle();
  expect(jobs).toHaveLength(2);
  expect(jobs[1].job.retrain).toBe(false);
  expect(boundsOf(jobs[1].job.request.options)).toEqual([0, 90]);
  expect(session.getState().series[0].drawn?.kind).toBe('trained');
});
