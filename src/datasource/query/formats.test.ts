import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import { shape } from './formats';

const frame = (labels: Record<string, string>, values: number[], times = values.map((_, i) => i)): DataFrame =>
  createDataFrame({
    refId: 'A',
    meta: { notices: [{ severity: 'warning', text: 'w' }] },
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: times },
      { name: 'Value', type: FieldType.number, config: {}, labels, values },
    ],
  });
const columns = ({ fields }: DataFrame) => Object.fromEntries(fields.map(({ name, values }) => [name, values]));

test('a table has a row a sample, a column a label, and keeps the notices', () => {
  const [table, ...others] = shape([frame({ job: 'a' }, [1, NaN]), frame({ job: 'b', env: 'x' }, [3])], 'table');
  expect(others).toEqual([]);
  expect(columns(table)).toEqual({
    Time: [0, 1, 0],
    env: ['', '', 'x'],
    job: ['a', 'a', 'b'],
    'Value #A': [1, NaN, 3],
  });
  expect(table.meta).toMatchObject({ preferredVisualisationType: 'table', notices: [{ text: 'w' }] });
});

test('buckets come by rising bound, each with what is above the bound below', () => {
  const shaped = shape(
    [frame({ le: '+Inf' }, [9, 9]), frame({ le: '0.5' }, [2, 3]), frame({ le: '10' }, [7, 3])],
    'heatmap'
  );
  expect(shaped.map(({ fields }) => [fields[1].name, fields[1].values])).toEqual([
    ['0.5', [2, 3]],
    ['10', [5, 0]],
    ['+Inf', [2, 6]],
  ]);
});

test('buckets of one job are not taken from another’s; missing samples count as none; what is no bucket stays', () => {
  const plain = frame({ job: 'c' }, [1]);
  const shaped = shape(
    [
      frame({ job: 'a', le: '1' }, [4], [0]),
      frame({ job: 'b', le: '2' }, [5], [0]),
      frame({ job: 'a', le: '2' }, [6, 7]),
      plain,
    ],
    'heatmap'
  );
  expect(shaped.map(({ fields }) => fields[1].values)).toEqual(expect.arrayContaining([[4], [5], [2, 7]]));
  expect(shaped).toContain(plain);
});
