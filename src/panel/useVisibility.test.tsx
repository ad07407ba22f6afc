import { act, render } from '@testing-library/react';
import React, { useRef } from 'react';
import { useVisibility } from './useVisibility';

let tell: (isIntersecting: boolean) => void;

function Probe() {
  const ref = useRef<HTMLDivElement>(null);
  return <div ref={ref}>{useVisibility(ref) ? 'seen' : 'unseen'}</div>;
}

beforeEach(() => {
  jest.useFakeTimers();
  window.IntersectionObserver = class {
    constructor(callback: (entries: Array<{ isIntersecting: boolean }>) => void) {
      tell = (isIntersecting) => act(() => callback([{ isIntersecting }]));
    }
    observe() {}
    disconnect() {}
  } as never;
});
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(window, 'IntersectionObserver');
});

const after = (ms: number) => act(() => jest.advanceTimersByTime(ms));

it('a panel that was never on screen is out of sight at once', () => {
  const { container } = render(<Probe />);
  expect(container).toHaveTextContent(/^seen$/);
  tell(false);
  after(0);
  expect(container).toHaveTextContent('unseen');
  tell(true);
  expect(container).toHaveTextContent(/^seen$/);
});

it('one that is scrolled past goes on for ten seconds', () => {
  const { container } = render(<Probe />);
  tell(true);
  tell(false);
  after(9_999);
  expect(container).toHaveTextContent(/^seen$/);
  after(1);
  expect(container).toHaveTextContent('unseen');
});

it('one that comes back in time was never out of sight', () => {
  const { container } = render(<Probe />);
  tell(true);
  tell(false);
  after(5000);
  tell(true);
  after(60_000);
  expect(container).toHaveTextContent(/^seen$/);
});
