/** The part of a field's configuration in a dashboard that its thresholds are made of. */
export interface ThresholdFacts {
  min?: number | null;
  max?: number | null;
  thresholds?: { mode?: string; steps?: ReadonlyArray<{ value: number | null; color: string }> };
  custom?: { thresholdsStyle?: { mode?: string } };
}

/** Absolute thresholds of a field; none where their style is "off", in which Grafana draws none. */
export function thresholdsOf({ thresholds, min, max, custom }: ThresholdFacts): number[] {
  if (!thresholds || custom?.thresholdsStyle?.mode === 'off') {
    return [];
  }
  const values = (thresholds.steps ?? []).flatMap(({ value }) =>
    value !== null && Number.isFinite(value) ? [value] : []
  );
  if (thresholds.mode === 'percentage') {
    return min != null && max != null ? values.map((percent) => min + ((max - min) * percent) / 100) : [];
  }
  return values;
}

/** Hues of Grafana's palette, degrees; shades ("semi-dark-red") have the name at their end. */
const HUES: Record<string, number> = { red: 0, orange: 30, yellow: 55, green: 120, blue: 210, purple: 270 };
/** Hues are told apart by this much. */
const CLEARLY = 15;
const GREY = 0.15;

/**
 * Whether the low side of a threshold is the bad one: its colour is clearly nearer to red than the colour above. Where
 * the colours do not say, the high side is bad, as in Grafana's defaults.
 */
export function isLowBad(field: ThresholdFacts, threshold: number): boolean {
  const values = thresholdsOf(field);
  const steps = field.thresholds?.steps ?? [];
  // The base has no value of its own.
  const above = steps.length - values.length + values.indexOf(threshold);
  if (!values.includes(threshold) || above < 1) {
    return false;
  }
  const [low, high] = [steps[above - 1].color, steps[above].color].map(fromRed);
  return low + CLEARLY <= high;
}

/** Degrees between a colour and red; NaN for greys and names without a hue. */
function fromRed(color: string): number {
  const name = Object.keys(HUES).find((one) => color.endsWith(one));
  const hue = name ? HUES[name] : hueOf(color);
  return Math.min(hue, 360 - hue);
}

/** Of `#f2495c`, `#f00`, `rgb(242, 73, 92)`; degrees. */
function hueOf(color: string): number {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})/i.exec(color)?.[1];
  const pairs = hex?.match(hex.length === 3 ? /./g : /../g)?.map((part) => parseInt(part.repeat(2).slice(0, 2), 16));
  const [r, g, b] = pairs ?? (/^rgba?\(/.test(color) ? (color.match(/[\d.]+/g) ?? []).map(Number) : []);
  const [max, range] = [Math.max(r, g, b), Math.max(r, g, b) - Math.min(r, g, b)];
  if (!(range > GREY * max)) {
    return NaN;
  }
  const sixth = max === r ? (g - b) / range : max === g ? 2 + (b - r) / range : 4 + (r - g) / range;
  return (60 * sixth + 360) % 360;
}
