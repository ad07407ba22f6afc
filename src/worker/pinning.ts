import { type ForecastOptions, type OptionName, retraining, validateOptions } from '../core/options';
import type { ForecastQuestion, SavedModel } from './protocol';
import { originOf } from './reuse';

/** All that a model was asked for, beside its series. */
export interface Asked {
  /** those that a model depends on, by name */
  options: Record<string, unknown>;
  /** seconds */
  step: number;
  timeZone: string;
  /** their names */
  covariates: string[];
}

/** A model that a dashboard holds. */
export interface PinnedModel extends SavedModel {
  asked: Asked;
}

/** The reason why a model that the dashboard holds does not forecast. */
export type PinMisfit =
  /** it was trained under other values of these options */
  | { kind: 'options'; names: OptionName[] }
  | { kind: 'step' | 'time-zone' | 'covariates' }
  /** it has seen more than the series has */
  | { kind: 'newer' }
  /** the series has moved on by half of its history */
  | { kind: 'old' };

/** A pinned model is used until its series has moved on by this share of the history. */
const OLD_SHARE = 0.5;

export function askedOf({ series, options, timeZone, covariates = [] }: ForecastQuestion): Asked {
  const asked = Object.fromEntries(retraining.map((name) => [name, options[name]]));
  return { options: asked, step: series.step, timeZone, covariates: covariates.map(({ name }) => name) };
}

/** Whether a value read from a dashboard says what a model was asked for. */
export function isAsked(value: unknown): value is Asked {
  const { options, step, timeZone, covariates } = (value ?? {}) as Partial<Asked>;
  return (
    typeof options === 'object' &&
    options !== null &&
    typeof step === 'number' &&
    typeof timeZone === 'string' &&
    Array.isArray(covariates)
  );
}

/** The first reason why a pinned model cannot answer a question; undefined where it can. */
export function pinMisfit({ asked, origin }: PinnedModel, question: ForecastQuestion): PinMisfit | undefined {
  const now = askedOf(question);
  const isFrozen = now.options.network === 'imported';
  const names = (isFrozen ? (['network'] as const) : retraining).filter(
    (name) => !isSame(name in asked.options ? asked.options[name] : defaults()[name], now.options[name])
  );
  if (names.length > 0) {
    return { kind: 'options', names };
  }
  if (asked.step !== now.step) {
    return { kind: 'step' };
  }
  if (asked.timeZone !== now.timeZone) {
    return { kind: 'time-zone' };
  }
  if (!isSame(asked.covariates, now.covariates)) {
    return { kind: 'covariates' };
  }
  const { series } = question;
  const age = originOf(question) - origin;
  if (age < 0 && !isFrozen) {
    return { kind: 'newer' };
  }
  return !isFrozen && age > OLD_SHARE * series.values.length * series.step * 1000 ? { kind: 'old' } : undefined;
}

/** An option that is newer than the pin had its default. */
const defaults = (): ForecastOptions => validateOptions({}).options;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
