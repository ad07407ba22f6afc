import { useEffect, useState, type RefObject } from 'react';

/** A panel that is only scrolled past goes on. */
const GRACE_MS = 10_000;

/**
 * Whether someone can see the element: it is on screen and the tab is shown. Turns true at once, and false only after ten
 * seconds where it was on screen: of twenty panels of a dashboard those below its edge begin nothing.
 */
export function useVisibility(ref: RefObject<HTMLElement | null>): boolean {
  const [isVisible, setVisible] = useState(() => !document.hidden);
  useEffect(() => {
    let isOnScreen = true;
    let wasOnScreen = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      if (isOnScreen && !document.hidden) {
        setVisible(true);
      } else {
        timer = setTimeout(() => setVisible(false), wasOnScreen ? GRACE_MS : 0);
      }
    };
    const observer =
      typeof IntersectionObserver === 'undefined' || !ref.current
        ? undefined
        : new IntersectionObserver((entries) => {
            isOnScreen = entries[entries.length - 1].isIntersecting;
            wasOnScreen ||= isOnScreen;
            settle();
          });
    if (observer && ref.current) {
      observer.observe(ref.current);
    }
    document.addEventListener('visibilitychange', settle);
    return () => {
      clearTimeout(timer);
      observer?.disconnect();
      document.removeEventListener('visibilitychange', settle);
    };
  }, [ref]);
  return isVisible;
}
