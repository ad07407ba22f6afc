import { LoadingState, type DataQueryResponse, dateTime } from '@grafana/data';
import { lastValueFrom, toArray } from 'rxjs';
import { countingServer, createDatasource, end, hour, request, serve, setVariables } from '../testing/datasourceKit';

jest.mock('./forecast', () => ({
  ...jest.requireActual('./forecast'),
  forecastQuery: jest.fn(async (_source, ask, _options, emit) => {
    if (ask.expr === 'bad') {
      throw new Error('no history');
    }
    emit([{ refId: ask.refId, name: `first ${ask.plan.options.horizon}`, fields: [], length: 0 }], false);
    await Promise.resolve();
    emit([{ refId: ask.refId, name: `trained ${ask.expr}`, fields: [], length: 0 }], true);
  }),
}));

beforeEach(() => setVariables());

const answers = (targets: Parameters<typeof request>[0]): Promise<DataQueryResponse[]> =>
  lastValueFrom(createDatasource().query(request(targets)).pipe(toArray()));
const names = ({ data }: DataQueryResponse) => data.map(({ name }) => name);

test('a forecast is answered twice under its letter, with the variables replaced', async () => {
  const all = await answers([{ expr: 'x{job="$job"}', queryType: 'forecast', forecast: { horizon: '$step' } }]);
  expect(all.map(({ key, state }) => [key, state])).toEqual([
    ['A', LoadingState.Loading],
    ['A', LoadingState.Done],
  ]);
  expect(all.map(names)).toEqual([['first 120'], ['trained x{job="web"}']]);
});

test('beside other queries the whole is done when each is', async () => {
  serve(countingServer);
  const all = await answers([{ expr: 'up' }, { expr: 'x', queryType: 'forecast' }]);
  expect(all.filter(({ state }) => state === LoadingState.Done)).toHaveLength(1);
  expect(all.at(-1)?.state).toBe(LoadingState.Done);
  expect(new Set(all.map(({ key }) => key))).toEqual(new Set(['queries', 'B']));
});

test('one that fails says so under its letter, and leaves the others their answers', async () => {
  const all = await answers([
    { expr: 'bad', queryType: 'forecast' },
    { expr: 'x', queryType: 'forecast' },
  ]);
  expect(all.find(({ key }) => key === 'A')?.errors).toEqual([{ refId: 'A', message: 'no history' }]);
  expect(all.at(-1)).toMatchObject({ state: LoadingState.Error, errors: [{ refId: 'A', message: 'no history' }] });
  expect(
    all
      .filter(({ key }) => key === 'B')
      .map(names)
      .at(-1)
  ).toEqual(['trained x']);
});

test('a forecast asks the same whatever the zoom: its variables of time are those of its own history', async () => {
  const expr = 'rate(x[$__rate_interval]) + max_over_time(y[$__range]) + z{step="$__interval"}';
  const target = { expr, queryType: 'forecast', forecast: { step: '5m', history: '30d' } };
  const asked = async (hours: number, intervalMs: number) => {
    const range = { from: dateTime(end - hours * hour), to: dateTime(end), raw: { from: '', to: '' } };
    const all = await lastValueFrom(
      createDatasource()
        .query(request([target], { range, intervalMs }))
        .pipe(toArray())
    );
    return names(all.at(-1)!);
  };
  expect(await asked(1, 15_000)).toEqual(['trained rate(x[315s]) + max_over_time(y[2592000s]) + z{step="300s"}']);
  expect(await asked(24 * 7, 900_000)).toEqual(await asked(1, 15_000));
});
