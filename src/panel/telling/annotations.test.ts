import { type Incident, type Kept, TAG, planAnnotations } from './annotations';

const incident = (from: number, to: number, change: Partial<Incident> = {}): Incident => ({
  ...{ key: 'cpu', from, to, severity: 'warning', text: 'Saw 97 %.' },
  ...change,
});
/** The annotations that Grafana keeps after a plan was carried out. */
function carryOut(kept: Kept[], incidents: Incident[]): Kept[] {
  const { create, update } = planAnnotations(incidents, kept);
  return [
    ...kept.map((one) => update.find(({ id }) => id === one.id) ?? one),
    ...create.map((one, i) => ({ ...one, id: kept.length + i + 1 })),
  ];
}
const first = [incident(100, 200), incident(500, 600, { severity: 'critical' })];

it('writes each incident once, however often it is asked to', () => {
  const kept = carryOut([], first);
  expect(kept).toHaveLength(2);
  expect(kept[1]).toMatchObject({ time: 500, timeEnd: 600, tags: ['presage', expect.any(String), 'critical'] });
  expect(planAnnotations(first, kept)).toEqual({ create: [], update: [], unchanged: 2 });
});

it('tells incidents apart that overlap, in whatever order Grafana has them', () => {
  const overlapping = [incident(100, 200), incident(180, 190)];
  const kept = carryOut([], overlapping).reverse();
  expect(planAnnotations(overlapping, kept)).toEqual({ create: [], update: [], unchanged: 2 });
  expect(planAnnotations([...overlapping].reverse(), kept)).toMatchObject({ unchanged: 2 });
});

it('is found by the tag of ours: Grafana takes what stands before a colon for a key, and a key twice for no match', () => {
  const tags = carryOut([], first).map((one) => one.tags.filter((tag) => tag.split(':')[0] === TAG));
  expect(tags).toEqual([[TAG], [TAG]]);
});

it('lets one grow with its incident, and keeps what is no incident any more', () => {
  const kept = carryOut([], first);
  const plan = planAnnotations([incident(510, 700, { severity: 'critical' })], kept);
  expect(plan).toMatchObject({ create: [], update: [{ id: 2, time: 510, timeEnd: 700 }] });
});

it('keeps series apart, and leaves the annotations of others alone', () => {
  const others = [{ id: 9, time: 100, timeEnd: 200, text: 'deployed', tags: ['deploy'] }];
  const plan = planAnnotations([incident(100, 200), incident(100, 200, { key: 'disk' })], others);
  expect(plan.create).toHaveLength(2);
  expect(new Set(plan.create.map(({ tags }) => tags[1])).size).toBe(2);
  expect(plan.update).toEqual([]);
});
