/** `npm run evaluate -- TABLE ...`: what the product's own core is worth, on real series and on made-up ones. */
const tables: Record<string, () => Promise<{ run(args: string[]): void | Promise<void> }>> = {
  forecast: () => import('./forecast'),
  covariates: () => import('./covariates'),
};

async function main(): Promise<void> {
  const [table, ...args] = process.argv.slice(2);
  const load = tables[table];
  if (load === undefined) {
    throw new Error(`evaluate what? one of ${Object.keys(tables).join(', ')}`);
  }
  await (await load()).run(args);
}

void main();
