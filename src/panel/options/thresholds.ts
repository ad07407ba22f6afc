import {
  FieldConfigProperty,
  standardFieldConfigEditorRegistry,
  type FieldConfigSource,
  type ThresholdsConfig,
} from '@grafana/data';
import { GraphThresholdsStyleMode } from '@grafana/schema';
import { say } from '../../language';
import type { FieldOptions } from '../types';

/** The group of Grafana's editor of thresholds, in the language that Grafana has: more of them than Presage knows. */
export function thresholdsCategory(): string[] {
  return standardThresholds()?.category ?? [say('Thresholds')];
}

/**
 * Grafana gives every panel of its own a threshold of 80, stores it, and hands it on when the panel becomes another
 * one. Thresholds that equal this default are reduced to their base, in place, unless the previous panel drew them.
 * Thresholds that are set in this panel are not handed on and stay.
 *
 * @param fieldConfig of this panel, defaults filled in
 * @param previous field configuration of the panel that became this one
 */
export function dropUnsetThresholds(
  fieldConfig: FieldConfigSource | undefined,
  previous: FieldConfigSource | undefined
): void {
  const thresholds = fieldConfig?.defaults.thresholds;
  const { thresholdsStyle }: FieldOptions = previous?.defaults.custom ?? {};
  const wasDrawn = thresholdsStyle !== undefined && thresholdsStyle.mode !== GraphThresholdsStyleMode.Off;
  if (fieldConfig && thresholds && !wasDrawn && isGrafanasDefault(thresholds)) {
    fieldConfig.defaults.thresholds = { ...thresholds, steps: thresholds.steps.slice(0, 1) };
  }
}

function isGrafanasDefault(thresholds: ThresholdsConfig): boolean {
  const stock = standardThresholds()?.defaultValue as ThresholdsConfig | undefined;
  return stock !== undefined && comparable(thresholds) === comparable(stock);
}

const standardThresholds = () => standardFieldConfigEditorRegistry.getIfExists(FieldConfigProperty.Thresholds);

/** The first step is the base, whatever its value: stored as null, read as -Infinity. */
const comparable = ({ mode, steps }: ThresholdsConfig) =>
  JSON.stringify([mode, ...steps.map(({ value, color }, index) => (index === 0 ? [color] : [value, color]))]);
