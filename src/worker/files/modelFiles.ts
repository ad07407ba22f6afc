import { type Phrase, english, listed, phrase } from '../../core/language';
import { type ModelContext, createTrainingSet, importedMisfit, isReusable } from '../../core/lstm';
import { ForecastFailure, formatDuration } from '../../core/options';
import { type Covariate, lastKnownIndex, timeAt } from '../../core/series';
import {
  type ForeignModel,
  type ImportedModel,
  type ModelFile,
  parseFiles,
  toLayersModel,
  toOneFile,
} from '../../engine/layersModel';
import { type ModelShape, isSameShape } from '../../engine/model';
import type { ForecastJob, ForecastQuestion, SavedModel } from '../protocol';
import type { ImportedContext } from '../imported';
import { askedOf } from '../pinning';
import { isFresh, storeKey } from '../reuse';
import { MOST_PINNED, type ModelStore, isSavedModel, pageStore, writePinned } from '../storage';

/** Names a series, and what is asked of it. */
export type ModelOwner = Pick<ForecastJob, 'key' | 'identity' | 'request'>;

/** The stored models as files of one JSON, in the form of `engine/layersModel`. */
export interface ModelFiles {
  /** @throws ForecastFailure `invalid-model` where none is stored, or an imported one */
  exportModel(owner: ModelOwner): Promise<string>;
  /**
   * The stored model as text for a dashboard (`writePinned`).
   * @throws ForecastFailure `invalid-model` where none is stored, `too-large`
   */
  pinModel(owner: ModelOwner): Promise<string>;
  /**
   * Checks the files of one model, and stores it for the next forecast of this series: in the place of the network that
   * the options name, or, trained by another program, as its imported model, which `foreign` tells.
   * @throws ForecastFailure `invalid-model` for files that are damaged or do not fit the series and its options;
   *   what `prepare` throws for a series of which no model can forecast
   */
  importModel(owner: ModelOwner, files: readonly ModelFile[]): Promise<'own' | 'foreign'>;
}

/** @param store the page's, by default */
export function modelFiles(store: ModelStore = pageStore(), now: () => number = Date.now): ModelFiles {
  const load = async (owner: ModelOwner) =>
    (await store.load(nameOf(owner))) ?? refuse(phrase('no trained model of this series and these options is stored'));
  return {
    async exportModel(owner) {
      const { trained, ...context } = await load(owner);
      return toOneFile(toLayersModel(trained, context));
    },
    async pinModel(owner) {
      const text = writePinned({ ...(await load(owner)), asked: askedOf(owner.request) });
      if (text.length > MOST_PINNED) {
        throw new ForecastFailure({
          ...{ kind: 'too-large', what: phrase('characters of a model for a dashboard') },
          ...{ size: text.length, limit: MOST_PINNED },
        });
      }
      return text;
    },
    async importModel(owner, files) {
      const read = parseFiles(files);
      const { request } = owner;
      if (read.kind === 'foreign') {
        const asked = {
          ...owner,
          request: { ...request, options: { ...request.options, network: 'imported' as const } },
        };
        await store.save(nameOf(asked), foreignModel(read, request, now()));
      } else {
        const model = ownModel(read);
        checkFit(model, request);
        await store.save(nameOf(owner), model);
      }
      return read.kind;
    },
  };
}

const nameOf = ({ key, identity, request }: ModelOwner) => storeKey(identity ?? key, request);

/** The model of another program, which must fit the series and the options. */
function foreignModel(
  { shape, weights, scaler }: ForeignModel,
  { series, options, covariates }: ForecastQuestion,
  now: number
): SavedModel {
  const why = importedMisfit(shape, series, options, covariates);
  if (why) {
    refuse(why);
  }
  const context: ImportedContext = { ...(scaler && { scaler }) };
  return {
    trained: { shape, weights, epochs: 0, bestEpoch: 0, validationLoss: 0 },
    context,
    origin: timeAt(series, lastKnownIndex(series.values)),
    trainedAt: now,
    device: '',
    deviceReason: FROM_FILE,
    seconds: 0,
    windows: 0,
  };
}

function ownModel({ trained, context }: ImportedModel): SavedModel {
  if (context === undefined || context === null) {
    refuse(phrase('it does not say what series it was trained on, since another program made it'));
  }
  const { context: fit, origin, trainedAt, device, seconds, windows, shared } = context as Partial<SavedModel>;
  const facts = { origin, trainedAt, device, seconds, windows, ...(typeof shared === 'number' && { shared }) };
  const model = { trained, ...facts, context: fit, deviceReason: FROM_FILE };
  return isSavedModel(model) ? model : refuse(phrase('what it says of its training is incomplete'));
}

const FROM_FILE = 'trained elsewhere, imported from a file';

function checkFit(model: SavedModel, question: ForecastQuestion): void {
  const { series, options, timeZone, covariates = [] } = question;
  const { context } = model;
  const { step, covariates: seen } = (context ?? {}) as Partial<ModelContext>;
  if (typeof step === 'number' && step !== series.step) {
    refuse(
      phrase('it was trained at a step of {{its}}, not {{own}}', {
        its: formatDuration(step),
        own: formatDuration(series.step),
      })
    );
  }
  const [its, own] = [listNames(seen), listNames(covariates)];
  if (english(its) !== english(own)) {
    refuse(phrase('it was trained with {{its}}, and this panel gives it {{own}}', { its, own }));
  }
  if (!isReusable(context, series, options, timeZone, covariates)) {
    refuse(phrase('its sequence length, horizon or time zone is not that of this panel'));
  }
  if (!isFresh(model, question)) {
    refuse(phrase('it was trained on newer data than this series has, or on data that are too old by now'));
  }
  if ((model.shared !== undefined) !== (options.networkFor === 'panel')) {
    refuse(
      phrase(
        'a network of one series and one of all series of a panel do not stand in for each other: see the option Network for'
      )
    );
  }
  let shape: ModelShape;
  try {
    ({ shape } = createTrainingSet(series, options, timeZone, context, covariates));
  } catch (error) {
    if (error instanceof ForecastFailure) {
      throw error;
    }
    // Anything can be in the context of a file.
    refuse(phrase('what it keeps of its series is damaged'));
  }
  if (!isSameShape(model.trained.shape, shape)) {
    refuse(phrase('its layers, units or inputs are not those that the options ask for'));
  }
}

/** Names of covariates in prose; anything at all may stand in a file. */
function listNames(covariates: unknown): Phrase {
  const names = Array.isArray(covariates)
    ? covariates.map((one: Partial<Covariate> | null) => phrase('“{{name}}”', { name: String(one?.name) }))
    : [];
  return names.length > 0 ? phrase('the covariates {{names}}', { names: listed(names) }) : phrase('no covariates');
}

function refuse(why: Phrase): never {
  throw new ForecastFailure({ kind: 'invalid-model', why });
}
