import { phrase } from '../../core/language';
import { ForecastFailure, validateOptions } from '../../core/options';
import type { ModelFiles, ModelOwner } from '../../worker/files';
import { downloadFile } from '../frames';
import type { SeriesForecast } from './forecastState';
import type { ForecastSession } from './session';
import { type SessionInput, jobNames } from './sessionInput';

/** Exports and imports the trained model of one series. Both reject with a `ForecastFailure`. */
export interface ModelTransfer {
  /** Hands the series' model to the browser as a file. */
  exportModel(key: string): Promise<void>;
  /** The series' model as text for the dashboard's options. */
  pinModel(key: string): Promise<string>;
  /**
   * Takes the model of a file, or of several, over, and forecasts with it. One of another program, `foreign`, forecasts
   * where the options name the imported network.
   */
  importModel(key: string, picked: readonly File[]): Promise<'own' | 'foreign'>;
}

/** The largest model that is ever exported takes 22 MB; a larger file is not read. */
const MAX_BYTES = 32 * 2 ** 20;

/**
 * @param input the session's last input
 * @param files loads what reads and writes files
 */
export function createModelTransfer(
  session: Pick<ForecastSession, 'getState' | 'repeat' | 'covariatesOf' | 'panelOf'>,
  input: () => SessionInput | undefined,
  files: () => Promise<ModelFiles>
): ModelTransfer {
  const find = (key: string): { one: SeriesForecast; owner: ModelOwner } => {
    const one = session.getState().series.find((series) => series.key === key);
    const now = input();
    if (!one?.history || !now) {
      throw new ForecastFailure({ kind: 'invalid-model', why: phrase('the history of this series is not there yet') });
    }
    const { options } = validateOptions(now.options);
    const covariates = session.covariatesOf(key);
    const panel = session.panelOf();
    const request = { series: one.history, options, thresholds: [], timeZone: now.timeZone, covariates, panel };
    return { one, owner: { ...jobNames(now, key, options), request } };
  };
  return {
    async exportModel(key) {
      const { one, owner } = find(key);
      const json = await (await files()).exportModel(owner);
      downloadFile(new Blob([json], { type: 'application/json' }), `${one.name || 'model'}.model.json`);
    },
    async pinModel(key) {
      const { owner } = find(key);
      return (await files()).pinModel(owner);
    },
    async importModel(key, picked) {
      const size = picked.reduce((sum, file) => sum + file.size, 0);
      if (size > MAX_BYTES) {
        const why = phrase('the file has {{size}} bytes, more than {{most}}', { size, most: MAX_BYTES });
        throw new ForecastFailure({ kind: 'invalid-model', why });
      }
      const { owner } = find(key);
      const read = picked.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
      const kind = await (await files()).importModel(owner, await Promise.all(read));
      if (kind === 'own' || owner.request.options.network === 'imported') {
        session.repeat(key);
      }
      return kind;
    },
  };
}
