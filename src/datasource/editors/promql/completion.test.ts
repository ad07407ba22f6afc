import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { LanguageType, promQLLanguage } from '@prometheus-io/codemirror-promql';
import { promqlCompletion } from './completion';
import { type Knowledge } from './knowledge';

const knowledge = {
  metricNames: async () => ['up', 'http_requests_total'],
  metricMetadata: async () => ({}),
  labelNames: async () => ['job', 'instance'],
  labelValues: async () => ['web'],
  series: async () => [],
} as unknown as Knowledge;

/** Labels of the completion at the end of a text. */
async function offered(text: string, isAsked = false): Promise<string[]> {
  const state = EditorState.create({ doc: text, extensions: [promQLLanguage(LanguageType.PromQL)] });
  const found = await promqlCompletion(knowledge).promQL(new CompletionContext(state, text.length, isAsked));
  return found?.options.map(({ label }) => label) ?? [];
}

test.each(['up -', 'up - ', 'up ==', 'sum(up)', 'rate(up[5m])', 'up{job="a"}', 'sum by (job) (up) '])(
  'after %j, where the next Enter would take it, no list of operators opens',
  async (text) => {
    expect(await offered(text)).toEqual([]);
  }
);

test.each([
  ['u', 'up'],
  ['up - ht', 'http_requests_total'],
  ['sum(', 'http_requests_total'],
  ['up{j', 'job'],
  ['up{job=', '=~'],
  ['up un', 'unless'],
  ['sum(up) b', 'by'],
])('after %j %s is offered', async (text, label) => {
  expect(await offered(text)).toContain(label);
});

test.each([
  ['up -', '-'],
  ['sum(up)', 'by'],
])('after %j all that may follow is offered to who asks', async (text, label) => {
  expect(await offered(text, true)).toContain(label);
});
