import { createTheme, DataTopic, FieldType, toDataFrame, type DataFrame, type LinkModel } from '@grafana/data';
import { HOUR, T0 } from '../../../testing/panelFixtures';
import { drawnOf } from '../../../testing/testModel';
import { readAnnotations } from '../annotations';
import { exemplarsFor, readExemplars } from './readExemplars';

const link = { href: 'https://traces/b', title: 'Trace' } as LinkModel;

/** As Grafana's own Prometheus data source answers. */
function frame(change: Partial<DataFrame> = {}): DataFrame {
  const made = toDataFrame({
    name: 'exemplar',
    refId: 'A',
    meta: { dataTopic: DataTopic.Annotations, custom: { resultType: 'exemplar' } },
    fields: [
      { name: 'Time', type: FieldType.time, values: [T0, T0 + HOUR, T0 + 2 * HOUR] },
      { name: 'Value', type: FieldType.number, values: [1.5, 2.5, NaN] },
      { name: 'pod', type: FieldType.string, values: ['a', 'b', 'b'] },
      { name: 'trace_id', type: FieldType.string, values: ['', 'b7', 'c8'] },
    ],
  });
  made.fields[3].getLinks = ({ valueRowIndex }) => (valueRowIndex === 1 ? [link] : []);
  return { ...made, ...change };
}

test('each is an observation with its labels, and the links of its row', () => {
  const [first, second, ...others] = readExemplars([frame()]);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ time: T0, value: 1.5, refId: 'A', labels: { pod: 'a' } });
  expect(second).toMatchObject({ time: T0 + HOUR, value: 2.5, labels: { pod: 'b', trace_id: 'b7' } });
  expect([first, second].map(({ linksOf }) => linksOf())).toEqual([[], [link]]);
});

test('there are none in other frames', () => {
  expect(readExemplars(undefined)).toEqual([]);
  expect(readExemplars([frame({ name: 'x', meta: undefined })])).toEqual([]);
});

test('they are no annotations', () => {
  const lower = frame();
  lower.fields[0].name = 'time';
  expect(readAnnotations([lower], createTheme())).toEqual([]);
});

describe('beside the series', () => {
  const exemplars = readExemplars([frame()]);
  const pods = (series: Parameters<typeof exemplarsFor>[1]) =>
    exemplarsFor(exemplars, series).map(({ exemplar, beside }) => [exemplar.labels.pod, beside.live.field.labels?.pod]);
  const [a, b] = [drawnOf(), drawnOf({}, { pod: 'b' })];

  test('each stands on the axis of the series whose labels it has', () => {
    expect(pods([a, b])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });

  test('of an aggregated series all are shown, until a series is hidden', () => {
    const whole = drawnOf({}, {});
    const other = drawnOf({}, { pod: 'z' });
    expect(pods([other])).toEqual([
      ['a', 'z'],
      ['b', 'z'],
    ]);
    expect(pods([whole, { ...other, isHidden: true }])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  test('those of a hidden series are hidden', () => {
    expect(pods([a, { ...b, isHidden: true }])).toEqual([['a', 'a']]);
    expect(pods([{ ...a, isHidden: true }])).toEqual([]);
  });

  test('not those of another query', () => {
    expect(pods([{ ...a, live: { ...a.live, refId: 'B' } }])).toEqual([]);
  });
});
