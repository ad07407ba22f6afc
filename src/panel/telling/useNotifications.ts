import { useEffect, useState } from 'react';
import type { Findings } from './findings';
import { Notifier, type Notifying } from './notifier';

/** A switch of notifications, as the details show it. */
export interface Notifications {
  isOn: boolean;
  /** resolves with a sentence where the browser does not allow it */
  toggle(): Promise<string | undefined>;
}

/** Notifies of what final forecasts find, where the viewer wants that. @param name of the panel, over reloads */
export function useNotifications(name: string, title: string, findings: Findings | undefined): Notifications {
  const [notifier] = useState(() => new Notifier(inBrowser(`presage-notify ${name}`)));
  const [isOn, setOn] = useState(() => notifier.isOn);
  useEffect(() => {
    if (findings) {
      notifier.tell(title, findings.news);
    }
  }, [notifier, title, findings]);
  return {
    isOn,
    async toggle() {
      const why = await notifier.toggle();
      setOn(notifier.isOn);
      return why;
    },
  };
}

/** @param key of the browser's storage */
function inBrowser(key: string): Notifying {
  const api = () => (typeof Notification === 'undefined' ? undefined : Notification);
  return {
    permission: () => api()?.permission,
    request: async () => (await api()?.requestPermission()) ?? 'denied',
    show: (title, body) => void new Notification(title, { body, tag: `${key} ${body}` }),
    read: () => attempt(() => localStorage.getItem(key) === 'on') ?? false,
    write: (isOn) => attempt(() => (isOn ? localStorage.setItem(key, 'on') : localStorage.removeItem(key))),
    now: Date.now,
  };
}

/** Reading `localStorage` itself throws where storage is blocked. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
