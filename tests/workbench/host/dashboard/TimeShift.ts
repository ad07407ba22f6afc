import { dateTime, getDefaultTimeRange, rangeUtil, type DateTime } from '@grafana/data';
import { SceneTimeRangeTransformerBase, type SceneTimeRangeState } from '@grafana/scenes';

interface State extends SceneTimeRangeState {
  /** a duration, such as `1d` */
  shift: string;
}

/** A panel's "time shift": the dashboard's range so much earlier. */
export class TimeShift extends SceneTimeRangeTransformerBase<State> {
  constructor(shift: string) {
    super({ shift, from: 'now-6h', to: 'now', value: getDefaultTimeRange() });
  }

  protected ancestorTimeRangeChanged({ value }: SceneTimeRangeState): void {
    const ms = rangeUtil.intervalToMs(this.state.shift);
    const earlier = (time: DateTime) => dateTime(time.valueOf() - ms);
    const [from, to] = [earlier(value.from), earlier(value.to)];
    this.setState({ value: { from, to, raw: { from, to } } });
  }
}
