import { renderHook } from '@testing-library/react';
import { useRenderHold } from './renderHold';

const running = () => window.__grafanaRunningQueryCount;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  window.__grafanaRunningQueryCount = 0;
});
afterEach(() => {
  jest.useRealTimers();
  delete window.__grafanaImageRendererMessageChannel;
  window.history.replaceState({}, '', '/');
  delete window.grafanaBootData;
});

const mount = (isUnderWay = true) =>
  renderHook(({ isUnderWay: is }) => useRenderHold(is), { initialProps: { isUnderWay } });

test.each([
  ['the renderer itself', () => (window.__grafanaImageRendererMessageChannel = () => undefined)],
  ['its login', () => (window.grafanaBootData = { user: { authenticatedBy: 'render' } })],
  ['the address', () => window.history.replaceState({}, '', '/d-solo/x?panelId=1&render=1')],
])('a page that is known by %s counts as running until the forecast stands', (_, open) => {
  open();
  const { rerender, unmount } = mount();
  expect(running()).toBe(1);
  rerender({ isUnderWay: false });
  expect(running()).toBe(0);
  rerender({ isUnderWay: true });
  unmount();
  expect(running()).toBe(0);
});

test('nobody else is held', () => {
  mount();
  expect(running()).toBe(0);
});

describe('in a render', () => {
  beforeEach(() => (window.__grafanaImageRendererMessageChannel = () => undefined));

  test('panels and queries are counted together', () => {
    window.__grafanaRunningQueryCount = 2;
    const [one] = [mount(), mount()];
    expect(running()).toBe(4);
    one.unmount();
    expect(running()).toBe(3);
  });

  test('it is held for 20 s after the page began at most, and let go once', () => {
    const { unmount } = mount();
    jest.advanceTimersByTime(19_999);
    expect(running()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(running()).toBe(0);
    unmount();
    expect(running()).toBe(0);
    mount();
    expect(running()).toBe(0);
  });
});
