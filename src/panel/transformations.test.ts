import {
  FieldType,
  standardTransformers,
  standardTransformersRegistry,
  toDataFrame,
  transformDataFrame,
  type DataFrame,
  type DataTransformerConfig,
  type TransformerRegistryItem,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import { HOUR, T0 } from '../testing/panelFixtures';
import { readSeries } from './frames/frames';
import { Histories } from './history/histories';
import { takeHistory } from './session/takeHistory';

/** Grafana's own transformations over what two queries answered: which results have a history, and which have none. */
beforeAll(() => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way to run Grafana's own without Grafana
  const items = new Map(Object.values(standardTransformers).map((item) => [item.id, item]));
  standardTransformersRegistry.setInit(() =>
    [...items.values()].map(
      (item) => ({ ...item, transformation: async () => item }) as unknown as TransformerRegistryItem
    )
  );
});

const usage = (i: number) => 50 + 20 * Math.sin(i / 4) + (i % 3);
const load = (i: number) => 5 + Math.cos(i / 5);

/** As the data source answers: a frame a series, named by its legend. `index` counts hours from T0. */
function answer(from: number, to: number): DataFrame[] {
  const frame = (refId: string, pod: string, value: (i: number) => number) => {
    const hours = Array.from({ length: to - from }, (_, i) => from + i);
    return toDataFrame({
      refId,
      name: `pod ${pod}`,
      fields: [
        { name: 'Time', type: FieldType.time, values: hours.map((i) => T0 + i * HOUR), config: { interval: HOUR } },
        {
          name: 'Value',
          type: FieldType.number,
          values: hours.map(value),
          labels: { pod },
          config: { displayNameFromDS: `pod ${pod}` },
        },
      ],
    });
  };
  return [frame('A', 'a', usage), frame('B', 'b', load)];
}

async function learnedFrom(transformations: DataTransformerConfig[]): Promise<Record<string, string>> {
  const shown = await firstValueFrom(transformDataFrame(transformations, answer(-24, 1)));
  const live = readSeries(shown);
  const histories = new Histories(readSeries(answer(-200, 1)), 3600);
  const { series } = takeHistory(
    live,
    live,
    { kind: '', plan: { start: 0, end: 1, step: 1 }, histories, failures: [], warnings: [], instant: [] },
    []
  );
  return Object.fromEntries(
    series.map(({ name, phase, history }) => [
      name,
      phase.kind === 'failed' ? phase.error.kind : history?.values.length === 201 ? 'history' : 'visible',
    ])
  );
}

const both = { 'pod a': 'history', 'pod b': 'history' };
const of = (name: string) => ({ matcher: { id: 'byName', options: name } });

const cases: Array<[what: string, transformations: DataTransformerConfig[], expected: Record<string, string>]> = [
  ['nothing', [], both],
  [
    'add field from calculation, of two queries',
    [
      {
        id: 'calculateField',
        options: { mode: 'binary', binary: { left: of('pod a'), operator: '+', right: of('pod b') }, alias: 'sum' },
      },
    ],
    { ...both, sum: 'visible' },
  ],
  [
    'add field from calculation, of each row',
    [{ id: 'calculateField', options: { mode: 'reduceRow', reduce: { reducer: 'sum' }, alias: 'total' } }],
    { ...both, total: 'visible' },
  ],
  [
    'add field from calculation, all others replaced',
    [
      {
        id: 'calculateField',
        options: { mode: 'reduceRow', reduce: { reducer: 'sum' }, alias: 'total', replaceFields: true },
      },
    ],
    { total: 'visible' },
  ],
  [
    'add field from calculation under the name of what it was made of',
    [
      { id: 'filterByRefId', options: { include: 'A' } },
      {
        id: 'calculateField',
        options: {
          mode: 'binary',
          binary: { left: of('pod a'), operator: '*', right: { fixed: '10' } },
          alias: 'pod a',
          replaceFields: true,
        },
      },
    ],
    { 'pod a': 'visible' },
  ],
  [
    'organize fields, renamed',
    [{ id: 'organize', options: { renameByName: { 'pod a': 'usage' } } }],
    { usage: 'history', 'pod b': 'history' },
  ],
  [
    'rename by regex',
    [{ id: 'renameByRegex', options: { regex: 'pod (.*)', renamePattern: 'web $1' } }],
    { 'web a': 'history', 'web b': 'history' },
  ],
  [
    'filter fields by name',
    [{ id: 'filterFieldsByName', options: { include: { names: ['Time', 'pod b'] } } }],
    { 'pod b': 'history' },
  ],
  ['filter by query', [{ id: 'filterByRefId', options: { include: 'A' } }], { 'pod a': 'history' }],
  [
    'filter by value',
    [
      { id: 'filterByRefId', options: { include: 'A' } },
      {
        id: 'filterByValue',
        options: {
          type: 'include',
          match: 'any',
          filters: [{ fieldName: 'pod a', config: { id: 'greater', options: { value: 45 } } }],
        },
      },
    ],
    { 'pod a': 'history' },
  ],
  ['join by field', [{ id: 'joinByField', options: { byField: 'Time', mode: 'outer' } }], both],
  [
    'group by time',
    [
      { id: 'filterByRefId', options: { include: 'A' } },
      {
        id: 'groupBy',
        options: {
          fields: {
            Time: { operation: 'groupby', aggregations: [] },
            'pod a': { operation: 'aggregate', aggregations: ['mean'] },
          },
        },
      },
    ],
    { 'pod a (mean)': 'visible' },
  ],
  ['reduce', [{ id: 'reduce', options: { reducers: ['mean'] } }], {}],
];

test.each(cases)('%s', async (_, transformations, expected) => {
  expect(await learnedFrom(transformations)).toEqual(expected);
});
