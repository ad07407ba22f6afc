import { validateOptions } from '../../core/options';
import { addWindow, removeWindow } from './excludedWindows';

const at = (hour: number) => Date.UTC(2026, 10, 24, hour);

it('a window that is added is read back as it was, to the second, and can be taken away', () => {
  const one = addWindow(undefined, { from: at(2), to: at(6) });
  expect(one).toBe('2026-11-24T02:00Z/2026-11-24T06:00Z');
  const two = addWindow(one, { from: at(8), to: at(9) + 30_400 });
  expect(validateOptions({ excludedWindows: two })).toMatchObject({
    problems: [],
    options: {
      excludedWindows: [
        { from: at(2), to: at(6) },
        { from: at(8), to: at(9) + 30_000 },
      ],
    },
  });
  expect(removeWindow(two, 0)).toBe('2026-11-24T08:00Z/2026-11-24T09:00:30Z');
  expect(removeWindow(one, 0)).toBe('');
});
