/** An incident as an annotation has it. */
export interface Incident {
  /** of its series */
  key: string;
  /** ms */
  from: number;
  to: number;
  severity: 'warning' | 'critical';
  text: string;
}

/** The part of an annotation of Grafana's API that is written. */
export interface Written {
  /** ms */
  time: number;
  timeEnd: number;
  text: string;
  tags: string[];
}

/** An annotation as Grafana keeps it. */
export interface Kept extends Written {
  id: number;
}

export interface AnnotationPlan {
  create: Written[];
  update: Kept[];
  /** that stand as they should */
  unchanged: number;
}

/** On all annotations of ours. Grafana finds none by it that has a second tag of this key, such as `presage:1`. */
export const TAG = 'presage';
/** Key of the tag that names the series. */
const SERIES = `${TAG}-series`;

/**
 * Changes that make the annotations those of the incidents. One of the same series that overlaps an incident is its own,
 * the nearest of several: written twice, nothing changes, and one that lasts grows. None is taken away.
 */
export function planAnnotations(incidents: readonly Incident[], kept: readonly Kept[]): AnnotationPlan {
  const plan: AnnotationPlan = { create: [], update: [], unchanged: 0 };
  const free = new Set(kept);
  for (const { key, from, to, severity, text } of incidents) {
    const mark = `${SERIES}:${hash(key)}`;
    const written = { time: from, timeEnd: to, text, tags: [TAG, mark, severity] };
    const farOff = ({ time, timeEnd }: Kept) => Math.abs(time - from) + Math.abs(timeEnd - to);
    const [own] = [...free]
      .filter((one) => one.tags.includes(mark) && one.time <= to && one.timeEnd >= from)
      .sort((a, b) => farOff(a) - farOff(b));
    free.delete(own);
    if (!own) {
      plan.create.push(written);
    } else if (isSame(own, written)) {
      plan.unchanged++;
    } else {
      plan.update.push({ id: own.id, ...written });
    }
  }
  return plan;
}

function isSame(a: Written, b: Written): boolean {
  const tags = (one: Written) => [...one.tags].sort().join();
  return a.time === b.time && a.timeEnd === b.timeEnd && a.text === b.text && tags(a) === tags(b);
}

/** FNV-1a in 32 bits, as hexadecimal digits: a tag holds 100 letters, and a key of a series may have more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(16);
}
