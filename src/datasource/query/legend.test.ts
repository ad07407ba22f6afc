import { completeLegend, legends } from './legend';
import { type Metric } from '../types';

const a = { __name__: 'up', job: 'web', instance: 'a' };
const b = { __name__: 'up', job: 'web', instance: 'b' };
const c = { __name__: 'up', job: 'db', instance: 'c' };

test.each<[string, Metric[], string, string[]]>([
  ['a template', [a, b], '{{job}} on {{ instance }}', ['web on a', 'web on b']],
  ['a template with a label the series lacks', [a], '{{job}}{{nope}}', ['web']],
  ['a template with a word of the language', [a], '{{constructor}}{{__proto__}}x', ['x']],
  ['a template that is not closed', [a], '{{job {{ {job} }', ['{{job {{ {job} }']],
  [
    'a hostile value, as it is',
    [{ job: '<img src=x onerror=alert(1)>$&' }],
    '{{job}}',
    ['<img src=x onerror=alert(1)>$&'],
  ],
  ['no template: all labels', [a], '', ['up{job="web", instance="a"}']],
  ['no template and no labels: the expression', [{}], '', ['sum(up)']],
  ['auto, one series: its metric', [a], '__auto', ['up']],
  ['auto, one series without a metric name', [{ job: 'web' }], '__auto', ['{job="web"}']],
  ['auto, one series without labels: the expression', [{}], '__auto', ['sum(up)']],
  ['auto, one differing label: its value', [a, b], '__auto', ['a', 'b']],
  ['auto, two differing labels', [a, c], '__auto', ['{job="web", instance="a"}', '{job="db", instance="c"}']],
  ['auto, a label only one of them has', [{ job: 'x' }, {}], '__auto', ['x', '{}']],
  ['auto, nothing to name', [], '__auto', []],
])('%s', (_, metrics, format, names) => {
  expect(legends(metrics, format, 'sum(up)')).toEqual(names);
});

test.each([
  ['', ['{{instance}}', '{{job}}']],
  ['CPU of ', ['CPU of {{instance}}', 'CPU of {{job}}']],
  ['{{job}} {{i', ['{{job}} {{instance}}']],
  ['{{job}} {', ['{{job}} {{instance}}', '{{job}} {{job}}']],
  ['{{nothing', []],
])('after %j a legend may go on as %j', (typed, texts) => {
  expect(completeLegend(typed, ['instance', 'job'])).toEqual(texts);
});
