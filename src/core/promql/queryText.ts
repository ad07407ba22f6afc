/** A label's name as PromQL writes it: in quotes where it is none of letters, digits and underscores. */
export const labelName = (name: string) => (/^[a-zA-Z_]\w*$/.test(name) ? name : JSON.stringify(name));

/** The PromQL (or LogQL) of a query as its panel stores it; undefined for queries of another form. */
export function exprOf(query: object): string | undefined {
  return 'expr' in query && typeof query.expr === 'string' ? query.expr : undefined;
}
