import type { Row } from '../row';
import { answer } from './answer';
import { cancel } from './cancel';
import { detection } from './detection';
import { dispatches } from './dispatches';
import { engineBytes } from './engineBytes';
import { gradients } from './gradients';
import { mainThread } from './mainThread';
import { manySeries } from './manySeries';
import { memory } from './memory';
import { networks } from './networks';
import { nullAdapter } from './nullAdapter';
import { replicas } from './replicas';
import { start } from './start';
import { service } from './service';
import { stockWasm } from './stockWasm';
import { stockWebgpu } from './stockWebgpu';
import { torchLosses } from './torchLosses';
import { torchSpeed } from './torchSpeed';

/** T1 to T12, and what else was promised. */
export const rows: readonly Row[] = [
  stockWasm,
  torchSpeed,
  dispatches,
  nullAdapter,
  stockWebgpu,
  gradients,
  torchLosses,
  start,
  mainThread,
  engineBytes,
  manySeries,
  memory,
  cancel,
  ...networks,
  answer,
  detection,
  service,
  replicas,
];

/** Of these the short form runs few rounds: what they count is the same on every machine, or nearly so. */
export const shortRows = ['T1', 'T3', 'T10'];
