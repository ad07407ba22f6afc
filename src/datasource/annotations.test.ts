import { createDataFrame, FieldType } from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import { annotationSupport, type PromAnnotation, toEvents } from './annotations';

const annotation = { name: 'a', enable: true, iconColor: 'red' } as PromAnnotation;
const labels = { __name__: 'ALERTS', alertname: 'DiskFull', severity: 'page', job: 'db' };
const frame = (...points: Array<[number, number]>) =>
  createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, config: { interval: 60 }, values: points.map(([time]) => time) },
      { name: 'Value', type: FieldType.number, labels, values: points.map(([, value]) => value) },
    ],
  });

test('a run of values above 0 is one event; a gap, a 0 or NaN ends it', () => {
  const events = toEvents(
    frame([0, 1], [60, 1], [120, 0], [180, 1], [240, NaN], [300, 2], [360, 1], [600, 1]),
    annotation
  );
  expect(events.map(({ time, timeEnd, isRegion }) => [time, timeEnd, isRegion])).toEqual([
    [0, 60, true],
    [180, 180, false],
    [300, 360, true],
    [600, 600, false],
  ]);
});

test('title, text and tags come from labels', () => {
  const formats = { titleFormat: '{{alertname}} on {{job}}', textFormat: '{{severity}}', tagKeys: 'severity, nope' };
  expect(toEvents(frame([0, 1]), { ...annotation, ...formats })[0]).toMatchObject({
    title: 'DiskFull on db',
    text: 'page',
    tags: ['page'],
  });
  expect(toEvents(frame([0, 1]), annotation)[0].title).toBe('ALERTS{alertname="DiskFull", severity="page", job="db"}');
});

test('frames without numbers give no events', async () => {
  const empty = createDataFrame({ fields: [] });
  const events = annotationSupport.processEvents?.(annotation, [empty, frame([0, 1])]);
  expect(events && (await firstValueFrom(events))).toHaveLength(1);
});

test('an annotation of an old dashboard keeps its expression', () => {
  const old = { ...annotation, expr: 'ALERTS', step: '60s' };
  expect(annotationSupport.prepareAnnotation?.(old).target).toMatchObject({ expr: 'ALERTS', interval: '60s' });
  const kept = { ...annotation, target: { refId: 'X', expr: 'up' } };
  expect(annotationSupport.prepareAnnotation?.(kept)).toBe(kept);
});

test('an annotation runs as a range query', () => {
  const target = { refId: '', expr: 'up', instant: true };
  expect(annotationSupport.prepareQuery?.({ ...annotation, target })).toMatchObject({
    refId: 'Anno',
    range: true,
    instant: false,
  });
});
