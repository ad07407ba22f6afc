/**
 * The settings of a layer, each read by name, of one type and inside its range. What is not read is not used: neither
 * initialisers nor regularisers nor constraints change a forecast.
 */
import { phrase } from '../../core/language';
import type { GraphLayer } from './graph';
import { isRecord, readList, refuse } from '../layers';

/** Activations by Keras' names, in TensorFlow.js' words. */
const ACTIVATIONS = {
  linear: 'linear',
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  sigmoid: 'sigmoid',
  hard_sigmoid: 'hardSigmoid',
  tanh: 'tanh',
  softplus: 'softplus',
  softsign: 'softsign',
  softmax: 'softmax',
  swish: 'swish',
  silu: 'swish',
  mish: 'mish',
} as const;

type Activation = (typeof ACTIVATIONS)[keyof typeof ACTIVATIONS];

/** Sizes that a layer may name: a longer one could not be trained by anyone who writes such a file. */
const MAX_SIZE = 65_536;

export class Settings {
  constructor(
    private readonly layer: Pick<GraphLayer, 'kind' | 'config'>,
    private readonly isKeras3: boolean
  ) {}

  /** A whole number of at least 1. */
  size(name: string): number {
    return this.toSize(name, this.layer.config[name]);
  }

  /** One size, which may stand in a list of one. */
  single(name: string, otherwise?: number): number {
    const value = this.layer.config[name] ?? otherwise;
    return this.toSize(name, Array.isArray(value) && value.length === 1 ? value[0] : value);
  }

  number(name: string, otherwise: number): number {
    const value = this.layer.config[name] ?? otherwise;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.refuse(name);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.layer.config[name] ?? otherwise;
    return typeof value === 'boolean' ? value : this.refuse(name);
  }

  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.layer.config[name] ?? otherwise;
    return choices.find((choice) => choice === value) ?? this.refuse(name);
  }

  activation(name: string, otherwise: keyof typeof ACTIVATIONS): Activation {
    const value = this.layer.config[name] ?? otherwise;
    const isOther = this.isKeras3 && value === 'hard_sigmoid';
    return typeof value === 'string' && Object.hasOwn(ACTIVATIONS, value) && !isOther
      ? ACTIVATIONS[value as keyof typeof ACTIVATIONS]
      : this.refuse(name);
  }

  /** A number that may be missing. */
  optional(name: string): number | undefined {
    return this.has(name) ? this.number(name, 0) : undefined;
  }

  /** The layer inside a wrapper. */
  inner(name: string): { kind: string; name: string; settings: Settings } {
    const value = this.layer.config[name];
    const { class_name: kind, config } = isRecord(value) ? value : this.refuse(name);
    return typeof kind === 'string' && isRecord(config) && typeof config.name === 'string'
      ? { kind, name: config.name, settings: new Settings({ kind: this.layer.kind, config }, this.isKeras3) }
      : this.refuse(name);
  }

  /** Whether another layer has the same of these settings. */
  isLike(other: Settings, ...names: string[]): boolean {
    return names.every((name) => this.layer.config[name] === other.layer.config[name]);
  }

  has(name: string): boolean {
    return (this.layer.config[name] ?? undefined) !== undefined;
  }

  /** Whole numbers, such as axes. */
  integers(name: string, most: number, otherwise?: number[]): number[] {
    const value = this.layer.config[name] ?? otherwise;
    return readList(Array.isArray(value) ? value : [value], phrase('{{name}} of a layer', { name }), most).map((one) =>
      typeof one === 'number' && Number.isInteger(one) && Math.abs(one) <= MAX_SIZE ? one : this.refuse(name)
    );
  }

  /** The place of an axis among those of a window, where the batch, Keras' axis 0, is not counted. */
  axis(name: string, rank: number, otherwise: number): number {
    const [axis, ...others] = this.integers(name, 1, [otherwise]);
    return others.length === 0 ? this.axisOf(axis, name, rank) : this.refuse(name);
  }

  axisOf(axis: number, name: string, rank: number): number {
    const place = axis < 0 ? rank + axis : axis - 1;
    return place >= 0 && place < rank ? place : this.refuse(name);
  }

  /** Refuses any `axis` but the last of so many. */
  lastAxis(rank: number): void {
    if (this.axis('axis', rank, -1) !== rank - 1) {
      this.refuse('axis');
    }
  }

  /** Refuses any other value of these settings; one that is not given is as good. */
  mustBe(settings: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(settings)) {
      const given = this.layer.config[name];
      if (given !== undefined && given !== null && given !== value) {
        this.refuse(name);
      }
    }
  }

  refuse(name: string): never {
    // The class is one of the table's: no words of the file are shown.
    return refuse(
      phrase('the {{name}} of a layer of class {{kind}} is missing or not supported', { name, kind: this.layer.kind })
    );
  }

  private toSize(name: string, value: unknown): number {
    return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_SIZE
      ? value
      : this.refuse(name);
  }
}
