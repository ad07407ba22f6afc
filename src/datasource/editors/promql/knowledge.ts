import { type PrometheusClient as CompletionClient } from '@prometheus-io/codemirror-promql';
import { type Client } from '../../api';
import { readMetrics, readTexts } from '../../wire';

/** Type and help text of metrics by name. */
export type Metadata = Record<string, Array<{ type: string; help: string }>>;

/** Answers are asked for again after this long, ms. */
const FRESH_MS = 300_000;
/** Names that a list shows and a completion searches, at most. */
const MOST = 20_000;

/** Names and labels of a server for completion: each is asked for once, and nothing fails loudly while somebody types. */
export class Knowledge implements CompletionClient {
  private readonly kept = new Map<string, { at: number; answer: Promise<unknown> }>();
  private abort = new AbortController();

  constructor(
    private readonly client: Client,
    private readonly now: () => number = Date.now
  ) {}

  /** Takes questions again after `close`: React may unmount and mount the same editor. */
  open(): void {
    this.abort = new AbortController();
  }

  /** Ends what is under way. */
  close(): void {
    this.abort.abort();
  }

  metricNames(): Promise<string[]> {
    return this.ask('names', () => this.texts('api/v1/label/__name__/values', { limit: `${MOST}` }));
  }

  labelNames(metric?: string): Promise<string[]> {
    return this.ask(`labels ${metric}`, () => this.texts('api/v1/labels', { 'match[]': matchOf(metric) }));
  }

  labelValues(label: string, metric?: string): Promise<string[]> {
    const path = `api/v1/label/${encodeURIComponent(label)}/values`;
    return this.ask(`values ${label} ${metric}`, () =>
      this.texts(path, { 'match[]': matchOf(metric), limit: `${MOST}` })
    );
  }

  metricMetadata(): Promise<Metadata> {
    return this.ask('metadata', async () => readMetadata((await this.get('api/v1/metadata')).data));
  }

  async series(metric: string): Promise<Array<Map<string, string>>> {
    const { data } = await this.get('api/v1/series', { 'match[]': matchOf(metric), limit: '1000' });
    return readMetrics(data).map((labels) => new Map(Object.entries(labels)));
  }

  async flags(): Promise<Record<string, string>> {
    return {};
  }

  private async texts(path: string, params: Record<string, string | undefined>): Promise<string[]> {
    return readTexts((await this.get(path, params)).data);
  }

  private get(path: string, params: Record<string, string | undefined> = {}) {
    return this.client.get<unknown>(path, params, { signal: this.abort.signal });
  }

  private ask<T>(name: string, load: () => Promise<T>): Promise<T> {
    const kept = this.kept.get(name);
    if (kept && this.now() - kept.at < FRESH_MS) {
      return kept.answer as Promise<T>;
    }
    const answer = load();
    this.kept.set(name, { at: this.now(), answer });
    answer.catch(() => this.kept.delete(name));
    return answer;
  }
}

const matchOf = (metric: string | undefined) => (metric ? selectorOf(metric) : undefined);

/** All series of a metric; names beyond the classic letters stand in quotes, which Prometheus 3 reads. */
export const selectorOf = (metric: string): string =>
  /^[a-zA-Z_:][\w:]*$/.test(metric) ? metric : `{${JSON.stringify(metric)}}`;

function readMetadata(data: unknown): Metadata {
  if (typeof data !== 'object' || data === null) {
    return {};
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return Object.fromEntries(
    Object.entries(data).map(([name, list]) => [
      name,
      (Array.isArray(list) ? list : []).map((one) => ({ type: text(one?.type), help: text(one?.help) })),
    ])
  );
}
