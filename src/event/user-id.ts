/** A user id without its provider: "auth0|5f7c…" and "5f7c…" are both seen of one person. */
export function bareId(userId: string): string {
  return userId.slice(userId.indexOf('|') + 1);
}

/** Tells whether a user id is one of those asked for: equal, or equal but for a provider that one of the two lacks. */
export function oneOf(asked: readonly string[]): (userId: string) => boolean {
  const whole = new Set(asked);
  const bare = new Set(asked.map(bareId));
  return (userId) => whole.has(userId) || (userId.includes('|') ? whole.has(bareId(userId)) : bare.has(userId));
}
