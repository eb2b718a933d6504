/**
 * The time zone in which it is `hour` o'clock (0 to 23) at `now`, to the hour: a demonstration is watched by night at any
 * time of the day. An IANA name, whose sign is that of POSIX: « Etc/GMT-2 » is ahead of UTC.
 */
export function zoneAtHour(hour: number, now: Date): string {
  const ahead = ((hour - now.getUTCHours() + 36) % 24) - 12
  if (ahead === 0) return 'Etc/GMT'
  return ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`
}
