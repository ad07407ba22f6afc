import { unpackNet, type PackedNet } from '../packed';
import type { PretrainedLstm } from '../shape';

/** The weights made by `npm run pretrain`, in a chunk of their own that is loaded when they are first asked for. */
export async function loadPretrained(): Promise<PretrainedLstm> {
  const packed: PackedNet = await import('./weights.json');
  return unpackNet(packed);
}
