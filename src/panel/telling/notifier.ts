import { say } from '../../language';
import type { News } from './findings';

/** The browser's side; tests bring their own. */
export interface Notifying {
  /** undefined where the browser has no notifications */
  permission(): NotificationPermission | undefined;
  request(): Promise<NotificationPermission>;
  show(title: string, body: string): void;
  /** whether the viewer wanted to be told, in this browser */
  read(): boolean;
  write(isOn: boolean): void;
  /** ms */
  now(): number;
}

/** Something that was gone for less than this is no news when it comes back, ms: forecasts waver. */
const FORGET_MS = 3_600_000;

/** Tells a viewer who asked for it of what comes up while the page is open; of what is there at first it tells nothing. */
export class Notifier {
  private readonly seen = new Map<string, number>();
  private hasBegun = false;
  private wanted: boolean;

  constructor(private readonly parts: Notifying) {
    this.wanted = parts.read();
  }

  get isOn(): boolean {
    return this.wanted && this.parts.permission() === 'granted';
  }

  /** @returns a sentence where the browser does not allow it */
  async toggle(): Promise<string | undefined> {
    if (this.isOn) {
      this.set(false);
      return undefined;
    }
    if (this.parts.permission() === undefined) {
      return say('This browser has no notifications on this page: they need HTTPS, or localhost.');
    }
    const isGranted = (await this.parts.request()) === 'granted';
    this.set(isGranted);
    return isGranted
      ? undefined
      : say(
          'The browser does not allow notifications of this site: allow them in its settings, then switch this on again.'
        );
  }

  /** @param news of final forecasts */
  tell(title: string, news: readonly News[]): void {
    const now = this.parts.now();
    for (const { id, text } of news) {
      const before = this.seen.get(id);
      if (this.hasBegun && this.isOn && (before === undefined || now - before > FORGET_MS)) {
        this.parts.show(title, text);
      }
      this.seen.set(id, now);
    }
    this.hasBegun = true;
  }

  private set(isOn: boolean): void {
    this.wanted = isOn;
    this.parts.write(isOn);
  }
}
