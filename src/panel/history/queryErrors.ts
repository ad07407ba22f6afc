import type { DataQueryError } from '@grafana/data';

/** Errors of a response or of a panel's data. Older data sources set `error` alone. */
export function errorsOf(response: { errors?: DataQueryError[] }): DataQueryError[] {
  const { error } = response as { error?: DataQueryError };
  return response.errors ?? (error ? [error] : []);
}

/** Grafana's errors carry their sentence in one of several places. */
export function messageOf(error: unknown): string {
  const parts = error as { message?: string; statusText?: string; data?: { message?: string; error?: string } } | null;
  return parts?.data?.error ?? parts?.data?.message ?? parts?.message ?? parts?.statusText ?? String(error);
}
