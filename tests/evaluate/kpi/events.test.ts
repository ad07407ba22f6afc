import { countEvents, summariseEvents, toFiveMinutes } from './events';

const rows = 1000;
const times = Float64Array.from({ length: rows }, (_, i) => i * 300_000);
const labels = Uint8Array.from({ length: rows }, (_, i) => ((i >= 300 && i < 310) || i === 600 ? 1 : 0));
const samples = { times, values: new Float64Array(rows), labels };

test('an incident is true if it starts inside a labelled segment or up to 30 minutes after it', () => {
  const { events, found, incidents, trueIncidents } = countEvents(samples, [305, 606, 800], 100);
  expect([events, found, incidents, trueIncidents]).toEqual([2, 2, 3, 2]);
  expect(countEvents(samples, [299, 607], 100).found).toBe(0);
});

test('alerts within an hour of the last one are one incident, those of the warm-up none', () => {
  expect(countEvents(samples, [50, 200, 212, 224, 237], 100).incidents).toBe(2);
});

test('F1 is that of all series together', () => {
  const { f1, recall, precision } = summariseEvents([countEvents(samples, [305, 800], 100)]);
  expect([f1, recall, precision]).toEqual([0.5, 0.5, 0.5]);
  expect(summariseEvents([countEvents(samples, [], 100)]).f1).toBe(0);
});

test('one-minute rows become means of five minutes that keep a label', () => {
  const minutes = Float64Array.from({ length: 10 }, (_, i) => i * 60_000);
  const fine = {
    times: minutes,
    values: minutes.map((_, i) => i),
    labels: Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
  };
  expect(toFiveMinutes(fine)).toEqual({
    times: Float64Array.of(0, 300_000),
    values: Float64Array.of(2, 7),
    labels: Uint8Array.of(0, 1),
  });
});
