import { Fault, faultOf } from './fault';

/** `npm run evaluate -- TABLE ...`: what the product's own core is worth, on real series and on made-up ones. */
const tables: Record<string, () => Promise<{ run(args: string[]): void | Promise<void> }>> = {
  forecast: () => import('./forecast'),
  covariates: () => import('./covariates'),
  holidays: () => import('./holidays/holidays'),
  shared: () => import('./shared'),
  nab: () => import('./nab'),
  anomaly: () => import('./anomaly'),
  edges: () => import('./edges/edges'),
  chances: () => import('./chances/chances'),
  dates: () => import('./dates/dates'),
  levels: () => import('./levels'),
  short: () => import('./short'),
  drift: () => import('./drift'),
  weeks: () => import('./weeks/weeks'),
};

async function main(): Promise<void> {
  const [table, ...args] = process.argv.slice(2);
  const load = tables[table];
  if (load === undefined) {
    throw new Fault(`evaluate what? one of ${Object.keys(tables).join(', ')}`);
  }
  await (await load()).run(args);
}

main().catch((error: unknown) => {
  const fault = faultOf(error);
  if (fault === undefined) {
    throw error;
  }
  console.error(fault);
  process.exitCode = 1;
});
