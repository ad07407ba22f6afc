import { parseArgs } from 'node:util';
import { detectorNamed, seedCount, type MakeDetector } from './detectors';
import { Fault } from './fault';

/** What a command that measures detectors is told. */
export interface DetectorArgs {
  data: string;
  out?: string;
  detector: string;
  make: MakeDetector;
  seeds: number;
}

/** `--data DIR [--out PATH] [--detector NAME] [--seeds N]`. @param needs said where there is no data. @throws Fault */
export function readDetectorArgs(args: string[], needs: string): DetectorArgs {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      detector: { type: 'string', default: 'presage' },
      seeds: { type: 'string' },
    },
  });
  const { data, out, detector } = values;
  if (data === undefined) {
    throw new Fault(needs);
  }
  return { data, out, detector, make: detectorNamed(detector), seeds: seedCount(values.seeds) };
}
