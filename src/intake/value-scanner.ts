const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** The value cannot be JSON. */
export const BROKEN = -2;
/** The buffer ends within the value. */
export const UNFINISHED = -1;

/** Finds the end of one JSON object, list or string, and may stop at the end of a buffer and go on in the next. */
export class ValueScanner {
  /** Where scanning goes on. May be one beyond the buffer, after a backslash. */
  at = 0;
  #depth = 0;
  #inString = false;
  #previous = 0;

  begin(at: number): void {
    this.at = at;
    this.#depth = 0;
    this.#inString = false;
    this.#previous = 0;
  }

  /**
   * The index after the value's last byte, UNFINISHED or BROKEN. BROKEN is found early where a line was cut off and the
   * next one begins: a string goes over the end of a line, or an object follows on something without a comma.
   */
  scan(buffer: Buffer): number {
    let at = this.at;
    let depth = this.#depth;
    let inString = this.#inString;
    let previous = this.#previous;
    let result = UNFINISHED;
    for (; at < buffer.length && result === UNFINISHED; at++) {
      const byte = buffer[at]!;
      if (inString) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) result = at + 1;
        } else if (byte === NEWLINE) result = BROKEN;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN || byte === OPEN_LIST) {
        if (depth > 0 && previous !== COMMA && previous !== COLON && previous !== OPEN_LIST) result = BROKEN;
        depth++;
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        depth--;
        if (depth === 0) result = at + 1;
      }
      if (byte > 0x20) previous = byte;
    }
    this.at = at;
    this.#depth = depth;
    this.#inString = inString;
    this.#previous = previous;
    return result;
  }
}
