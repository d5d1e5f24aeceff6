import { randomBytes } from 'node:crypto';

/** Names for new things, in the shapes that Slack uses. */
export class Ids {
  #count = 0;
  #lastStamp = 0;

  /** 'U04W1A7K2' and the like; the letter says what it names. */
  next(letter: string): string {
    this.#count += 1;
    const number = (this.#count * 7919 + 46_656).toString(36).toUpperCase().padStart(8, '0');
    return `${letter}${number.slice(-8)}`;
  }

  /** A message's ts: seconds with six decimals, never the same twice. */
  stamp(now: number): string {
    this.#lastStamp = Math.max(now * 1_000, this.#lastStamp + 1);
    return `${Math.floor(this.#lastStamp / 1_000_000)}.${String(this.#lastStamp % 1_000_000).padStart(6, '0')}`;
  }

  /** What cannot be guessed: tokens, hashes, addresses. Hexadecimal. */
  secret(bytes = 16): string {
    return randomBytes(bytes).toString('hex');
  }

  /** A block_id for a block that came without one. */
  block(): string {
    return randomBytes(4).toString('base64url').slice(0, 5);
  }
}
