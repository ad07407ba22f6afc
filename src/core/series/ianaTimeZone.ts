/** A dashboard's time zone as an IANA name: `browser`, empty and `utc` are words of dashboards. */
export function ianaTimeZone(timeZone: string): string {
  if (timeZone === 'utc') {
    return 'UTC';
  }
  return !timeZone || timeZone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone;
}
