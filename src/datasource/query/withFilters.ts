import { type LabelFilter } from '../types';

/** The expression with a dashboard's filters in it; the grammar is loaded where there are any. */
export async function withFilters(expr: string, filters: readonly LabelFilter[]): Promise<string> {
  if (filters.length === 0) {
    return expr;
  }
  const { addFilters } = await import('./addFilters');
  return addFilters(expr, filters);
}
