import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { type TimeSpan, isExemplarFrame } from '../frames';

/** A dashboard annotation or alert state, as far as a chart shows it. Times in ms; a moment ends where it starts. */
export interface Annotation {
  time: number;
  timeEnd: number;
  title: string;
  color: string;
}

/** Annotations out of the panel's data, by rising time. */
export function readAnnotations(frames: DataFrame[] | undefined, theme: GrafanaTheme2): Annotation[] {
  return (frames ?? [])
    .filter((frame) => !isExemplarFrame(frame))
    .flatMap((frame) => {
      const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;
      const times = column('time') ?? [];
      const [ends, titles, texts, colors] = ['timeEnd', 'title', 'text', 'color'].map(column);
      return Array.from(times, (time, row): Annotation => {
        const end = Number(ends?.[row] ?? time);
        const words = [titles?.[row], texts?.[row]].filter((text) => typeof text === 'string' && text !== '');
        return {
          time: Number(time),
          timeEnd: end > time ? end : Number(time),
          // Texts may hold HTML, which a tooltip of plain text shows without its tags.
          title: words.join(': ').replace(/<[^>]*>/g, ''),
          color: theme.visualization.getColorByName(String(colors?.[row] ?? 'semi-dark-blue')),
        };
      });
    })
    .filter(({ time }) => Number.isFinite(time))
    .sort((a, b) => a.time - b.time);
}

/** Those at a moment: regions around it and moments within a hundredth of the axis. */
export function annotationsAt(annotations: Annotation[], time: number, axis: TimeSpan): Annotation[] {
  const near = (axis.to - axis.from) / 100;
  return annotations.filter((one) => time >= one.time - near && time <= one.timeEnd + near);
}
