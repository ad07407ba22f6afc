import type { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import { addKeyboardTooltip } from './keyboard';
import { Pointer } from './pointer';

/** A chart whose plotting area begins at (100, 50) on the page, and the events of the mouse that it is sent. */
function makeChart() {
  const hooks = new Map<string, Array<(u: uPlot) => void>>();
  const config = {
    addHook: (name: string, hook: (u: uPlot) => void) => void hooks.set(name, [...(hooks.get(name) ?? []), hook]),
  };
  addKeyboardTooltip(config as unknown as UPlotConfigBuilder);
  const call = (name: string) => hooks.get(name)?.forEach((hook) => hook(u));
  const [root, over] = [document.createElement('div'), document.createElement('div')];
  over.getBoundingClientRect = () => ({ left: 100, top: 50 }) as DOMRect;
  const seen: number[][] = [];
  const u = {
    root,
    over,
    cursor: { left: -10, top: -10 },
    valToPos: (time: number) => time / 10,
    setCursor({ left, top }: { left: number; top: number }) {
      Object.assign(u.cursor, { left, top });
      call('setCursor');
    },
  } as unknown as uPlot;
  over.addEventListener('mousemove', ({ clientX, clientY }) => {
    seen.push([clientX, clientY]);
    // As uPlot does.
    u.setCursor({ left: clientX - 100, top: clientY - 50 });
  });
  call('init');
  const press = (key: string) => root.dispatchEvent(new KeyboardEvent('keydown', { key }));
  return { u, press, seen };
}

it('a cursor that the arrow keys move counts as one of the mouse, once', () => {
  const { u, press, seen } = makeChart();
  press('ArrowRight');
  u.setCursor({ left: 30, top: 40 });
  expect(seen).toEqual([[130, 90]]);
  u.setCursor({ left: 31, top: 40 });
  expect(seen).toHaveLength(2);
});

it('a cursor that something else moves does not', () => {
  const { u, press, seen } = makeChart();
  u.setCursor({ left: 30, top: 40 });
  press('ArrowRight');
  u.root.dispatchEvent(new FocusEvent('blur'));
  u.setCursor({ left: 30, top: 40 });
  expect(seen).toEqual([]);
});

it('Escape takes the cursor away', () => {
  const { u, press, seen } = makeChart();
  press('ArrowLeft');
  u.setCursor({ left: 30, top: 40 });
  press('Escape');
  expect(u.cursor.left).toBeLessThan(0);
  expect(seen).toHaveLength(1);
});

it('a pointer shows a time on the chart that was attached last', () => {
  const { u, seen } = makeChart();
  const pointer = new Pointer();
  pointer.show(500);
  pointer.attach(u);
  pointer.show(500);
  expect(seen).toEqual([[150, 50]]);
});
