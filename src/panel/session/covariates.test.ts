import { findCovariates, missingCovariates, untilAsked } from './covariates';
import { frameOf, HOUR, optionsOf, T0 } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { Histories } from '../history/histories';
import { historyFrames, liveFrames, now, recent, setUp, settle, values } from '../../testing/sessionKit';

const ramp = (from: number, count = 10) => Array.from({ length: count }, (_, i) => from + i);
const frames = [
  frameOf(ramp(0), { labels: { pod: 'a' }, refId: 'A' }),
  frameOf(ramp(100), { labels: { pod: 'b' }, refId: 'A' }),
  frameOf(ramp(200), { name: 'requests', refId: 'B' }),
  frameOf(ramp(300), { name: 'queue', refId: 'C' }),
];
const live = readSeries(frames);
const [podA, podB, requests] = live;
const histories = new Histories(live, 3600);
const namesFor = (key: string, covariates: string[]) =>
  findCovariates(key, { covariates, knownAhead: [] }, live, histories).map(({ name }) => name);

describe('findCovariates', () => {
  it.each([
    [[], []],
    [['B'], ['requests']],
    [
      ['queue', 'B'],
      ['requests', 'queue'],
    ],
    [['requests'], ['requests']],
    [['B', 'requests'], ['requests']],
    [['A'], [podB.name]],
    [[podB.name], [podB.name]],
    [['nothing of that name', 'b'], [podB.name]],
    [['[other]'], []],
  ])('finds %p in the order of the panel, each once, without the series itself', (names, found) => {
    expect(namesFor(podA.key, names)).toEqual(found);
  });

  it('brings the history on its grid', () => {
    const [found] = findCovariates(podA.key, { covariates: ['B'], knownAhead: [] }, live, histories);
    expect(found).toEqual({ name: 'requests', start: T0, step: 3600, values: Float64Array.from(ramp(200)) });
  });

  it('keeps the place of one whose history is missing', () => {
    const [found] = findCovariates(podA.key, { covariates: ['B'], knownAhead: [] }, live, new Histories([podA], 3600));
    expect(found).toMatchObject({ name: requests.name, values: new Float64Array(0) });
  });
});

it('marks those that are known ahead, named once or twice', () => {
  const found = findCovariates(podA.key, { covariates: ['B', 'C'], knownAhead: ['queue'] }, live, histories);
  expect(found.map(({ name, isKnownAhead }) => [name, isKnownAhead])).toEqual([
    ['requests', undefined],
    ['queue', true],
  ]);
});

describe('missingCovariates', () => {
  const missing = (covariates: string[], among = live) => missingCovariates({ covariates, knownAhead: [] }, among);

  it('names what no series is called', () => {
    expect(missing(['B', 'cpu load', 'queue'])).toEqual([{ kind: 'covariate-not-found', name: 'cpu load' }]);
    expect(missing([])).toEqual([]);
  });

  it('a single series has no other, not even by its own name', () => {
    expect(missing(['B'], [requests])).toEqual([{ kind: 'covariate-not-found', name: 'B' }]);
  });

  it('is silent while there are no data', () => {
    expect(missing(['B'], [])).toEqual([]);
  });
});

describe('a panel with covariates', () => {
  const both = [...liveFrames, frameOf(recent, { name: 'requests', refId: 'B' })];
  const history = frameOf(values(200), { name: 'requests', refId: 'B', start: T0 - 189 * HOUR });
  const bothHistories = [...historyFrames, history];

  async function panel(covariates: string, fetched = bothHistories, failures: string[] = []) {
    const kit = setUp();
    kit.update({ live: readSeries(both), options: optionsOf({ covariates }) });
    kit.fetches[0].done(fetched, failures);
    await settle();
    const seen = () => kit.jobs.map(({ job }) => job.request.covariates?.map(({ name }) => name));
    return { ...kit, seen };
  }

  it('gives each series the others, and forecasts all of them', async () => {
    const { seen, jobs } = await panel('B');
    expect(seen()).toEqual([['requests'], []]);
    expect(jobs[0].job.request.covariates![0].values).toEqual(jobs[1].job.request.series.values);
  });

  it('goes on without one that does not exist, and says so', async () => {
    const { seen, session } = await panel('C');
    expect(seen()).toEqual([[], []]);
    expect(session.getState().problems).toEqual([{ kind: 'covariate-not-found', name: 'C' }]);
  });

  it('asks anew when others are named, without fetching again', async () => {
    const { seen, update, fetches, session } = await panel('C');
    update({ options: optionsOf({ covariates: 'requests' }) });
    await settle();
    expect(seen().slice(2)).toEqual([['requests'], []]);
    expect(fetches).toHaveLength(1);
    expect(session.getState().problems).toEqual([]);
  });

  it('keeps the place of a covariate whose query failed', async () => {
    const { seen, jobs } = await panel('B', historyFrames, ['timeout']);
    expect(seen()).toEqual([['requests']]);
    expect(jobs[0].job.request.covariates![0].values).toHaveLength(0);
  });

  it('finds covariates among series beyond those it forecasts', async () => {
    const pods = Array.from({ length: 9 }, (_, i) => ({ labels: { pod: `${i}` } }));
    const kit = setUp();
    const many = [...pods.map((pod) => frameOf(recent, pod)), both[1]];
    kit.update({ live: readSeries(many), options: optionsOf({ covariates: 'B' }) });
    const start = now - 199 * HOUR;
    kit.fetches[0].done([...pods.map((pod) => frameOf(values(200), { ...pod, start })), history]);
    await settle();
    expect(kit.jobs).toHaveLength(8);
    expect(kit.jobs[0].job.request.covariates).toMatchObject([{ name: 'requests', start: T0 - 189 * HOUR }]);
  });
});

describe('a panel with a query that is known ahead', () => {
  const both = [...liveFrames, frameOf(recent, { name: 'schedule', refId: 'B' })];
  // Twelve hours beyond the end of the series.
  const schedule = frameOf(values(212), { name: 'schedule', refId: 'B', start: T0 - 189 * HOUR });

  async function panel() {
    const kit = setUp();
    kit.update({ live: readSeries(both), options: optionsOf({ knownAhead: 'B' }) });
    kit.fetches[0].done([...historyFrames, schedule]);
    await settle();
    return kit;
  }

  it('asks it beyond the end by the horizon, hands it on whole, and does not forecast it', async () => {
    const { fetches, jobs, session } = await panel();
    const { end, ahead } = fetches[0].plan;
    expect(ahead).toEqual({ refIds: ['B'], end: end + 7 * HOUR });
    expect(jobs).toHaveLength(1);
    const [covariate] = jobs[0].job.request.covariates!;
    expect(covariate).toMatchObject({ name: 'schedule', isKnownAhead: true });
    expect(covariate.values).toHaveLength(212);
    expect(session.getState().series.map(({ key }) => key)).not.toContain(readSeries(both)[1].key);
    expect(session.getState().omitted).toBe(0);
  });

  it('knows it ahead in the past as well, by the horizon and no more', async () => {
    const { session, first } = await panel();
    const until = T0 - 50 * HOUR;
    const { request } = session.questionOf(first().key, until)!;
    expect(request.series.values).toHaveLength(140);
    expect(request.covariates![0].values).toHaveLength(146);
  });
});

describe('untilAsked', () => {
  const none = { knownAhead: [] };
  const last = ({ times, values }: { times: number[]; values: number[] }) => [times.at(-1), values.at(-1)];

  it('leaves out what lies after the time of the question, of all but what is known ahead', () => {
    const [a, , , queue] = untilAsked(live, { knownAhead: ['queue'] }, T0 + 4 * HOUR + 1);
    expect(last(a)).toEqual([T0 + 4 * HOUR, 4]);
    expect(last(queue)).toEqual([T0 + 9 * HOUR, 309]);
  });

  it.each([T0 + 9 * HOUR, T0 + 99 * HOUR, 0, undefined])('leaves a series as it is that ends before %p', (askedAt) => {
    expect(untilAsked(live, none, askedAt)[0]).toBe(live[0]);
  });

  it('leaves nothing of a series that begins later', () => {
    expect(untilAsked(live, none, T0 - 1)[0]).toMatchObject({ times: [], values: [] });
  });
});
