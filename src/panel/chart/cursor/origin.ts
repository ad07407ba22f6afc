/** Times that a forecast can start from, and how to choose one. */
export interface OriginControl {
  /** ms; `to` is the last one, from which the forecast of now starts */
  from: number;
  to: number;
  step: number;
  /** ms; undefined while the forecast starts from now */
  past?: number;
  nameOf(origin: number): string;
  show(origin: number): void;
  /** back to now */
  leave(): void;
}

type Span = Pick<OriginControl, 'from' | 'to' | 'step' | 'past'>;

/** Steps that a page is. */
const PAGE = 10;

/** The origin nearest to a time, ms. */
export function originAt(time: number, { from, to, step }: Span): number {
  const steps = Math.round((to - time) / step);
  return Math.min(to, Math.max(from, to - steps * step));
}

/** The origin that a key leads to; undefined for a key that leads nowhere. */
export function originAfter(key: string, control: Span): number | undefined {
  const { from, to, step, past = to } = control;
  const moves: Record<string, number> = {
    ArrowLeft: past - step,
    ArrowDown: past - step,
    ArrowRight: past + step,
    ArrowUp: past + step,
    PageDown: past - PAGE * step,
    PageUp: past + PAGE * step,
    Home: from,
    End: to,
  };
  return key in moves ? originAt(moves[key], control) : undefined;
}
