/** Whether anyone can see the page. */
export interface Visibility {
  isHidden(): boolean;
  /** Calls back whenever that may have changed. */
  subscribe(callback: () => void): void;
}

export const pageVisibility: Visibility = {
  isHidden: () => document.hidden,
  subscribe: (callback) => document.addEventListener('visibilitychange', callback),
};
