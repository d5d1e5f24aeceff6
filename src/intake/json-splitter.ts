import type { OddEvent } from '../event/log-event.ts';
import { LONGEST_ODD } from '../event/normalize.ts';
import { BROKEN, UNFINISHED, ValueScanner } from './value-scanner.ts';

/** A value larger than this is no log event; it bounds the memory that a stream can take. */
export const LARGEST_VALUE = 8 * 1024 * 1024;

const TOO_LARGE = 'larger than 8 MiB';

export interface JsonValue {
  value: unknown;
  /** Its text, where it was one line. */
  json?: string;
}

const TAB = 0x09;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** What may stand between values: white space and control characters, what an array adds, a byte order mark. */
const IS_SPACE = Array.from({ length: 256 }, (_, byte) => byte <= 0x20);
for (const byte of [COMMA, OPEN_LIST, CLOSE_LIST, 0xef, 0xbb, 0xbf]) IS_SPACE[byte] = true;

/**
 * Cuts a stream of bytes into JSON values, however they are laid out: one a line, one after the other, pretty-printed,
 * or in an array, whose brackets and commas count as space so that an array needs no memory of its own and reading
 * can begin at any value. What is not JSON becomes odd, and reading goes on at the next line that begins like the
 * broken one did.
 */
export class JsonSplitter {
  #values: JsonValue[] = [];
  #odd: OddEvent[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #pos = 0;
  /** Bytes before the buffer. */
  #passed = 0;
  /** The next newline at or after #pos, or the buffer's length where there is none. */
  #newline = -1;
  /** The line that was tried as one value and is several. */
  #mixedLine = -1;
  #ended = false;

  readonly #scanner = new ValueScanner();
  /** The value at #pos was begun in an earlier buffer. */
  #scanning = false;
  #indent = '';
  /** Inside of a value that is too large: scanned to its end, but not kept. */
  #dropping = false;
  /** Looks for this, the beginning of the next line like the one that was broken. */
  #resync: Buffer | null = null;
  /** Where the value begins that is dropped or skipped just now. */
  #outOfStep: number | null = null;

  /** Bytes handled, counted from the first one pushed: reading again from there misses and repeats nothing. */
  get offset(): number {
    return this.#outOfStep ?? this.#passed + this.#pos;
  }

  push(chunk: Buffer): void {
    this.#advance();
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    this.#newline = -1;
    this.#run();
  }

  /** No more bytes: what is unfinished stays so. */
  end(): void {
    this.#ended = true;
    this.#run();
    this.#advance();
  }

  /** What was found since the last call. */
  take(): { values: JsonValue[]; odd: OddEvent[] } {
    const taken = { values: this.#values, odd: this.#odd };
    this.#values = [];
    this.#odd = [];
    return taken;
  }

  /** Forgets what is done with. */
  #advance(): void {
    this.#passed += this.#pos;
    this.#buffer = this.#buffer.subarray(this.#pos);
    this.#scanner.at -= this.#pos;
    this.#mixedLine = -1;
    this.#pos = 0;
  }

  #run(): void {
    while (this.#resync === null ? this.#next() : this.#findResync());
  }

  /** Handles one value; false when more bytes are needed. */
  #next(): boolean {
    if (this.#scanning) return this.#scanned();
    this.#outOfStep = null;
    if (!this.#skipSpace()) return false;
    const first = this.#buffer[this.#pos];
    if (first !== OPEN && first !== QUOTE) return this.#word();
    if (this.#line()) return true;
    this.#scanner.begin(this.#pos);
    this.#scanning = true;
    this.#indent = this.#indentHere();
    return this.#scanned();
  }

  /** To the next value; false where the buffer holds none. */
  #skipSpace(): boolean {
    const buffer = this.#buffer;
    let pos = this.#pos;
    while (pos < buffer.length && IS_SPACE[buffer[pos]!]) pos++;
    // At the buffer's end the line's indentation stays in it, to be told from another.
    this.#pos = pos < buffer.length || this.#ended ? pos : Math.max(this.#pos, buffer.lastIndexOf(NEWLINE));
    return pos < buffer.length;
  }

  #nextNewline(): number {
    if (this.#newline < this.#pos) {
      const found = this.#buffer.indexOf(NEWLINE, this.#pos);
      this.#newline = found === -1 ? this.#buffer.length : found;
    }
    return this.#newline;
  }

  /** The usual case, one value a line: parsed without being scanned. False where it is not that simple. */
  #line(): boolean {
    const newline = this.#nextNewline();
    if ((newline === this.#buffer.length && !this.#ended) || newline === this.#mixedLine) return false;
    let end = newline;
    while (this.#buffer[end - 1]! <= 0x20 || this.#buffer[end - 1] === COMMA || this.#buffer[end - 1] === CLOSE_LIST)
      end--;
    if (this.#buffer[end - 1] !== CLOSE || end - this.#pos > LARGEST_VALUE) return false;
    if (!this.#parse(end)) {
      this.#mixedLine = newline;
      return false;
    }
    this.#pos = newline;
    return true;
  }

  #parse(end: number): boolean {
    const json = this.#buffer.toString('utf8', this.#pos, end);
    try {
      const value: unknown = JSON.parse(json);
      this.#values.push(this.#nextNewline() < end ? { value } : { value, json });
      return true;
    } catch {
      return false;
    }
  }

  /** Goes on with the value that begins at #pos, up to its end. */
  #scanned(): boolean {
    const end = this.#scanner.scan(this.#buffer);
    if (end === BROKEN) return this.#broken('not JSON');
    if (end === UNFINISHED) {
      if (this.#ended) return this.#dropping ? false : this.#broken('cut off in the middle');
      if (!this.#dropping && this.#buffer.length - this.#pos > LARGEST_VALUE) {
        this.#addOdd(TOO_LARGE, this.#buffer.length);
        this.#outOfStep = this.offset;
        this.#dropping = true;
      }
      if (this.#dropping) this.#pos = this.#buffer.length;
      return false;
    }
    this.#scanning = false;
    if (!this.#dropping) {
      if (end - this.#pos > LARGEST_VALUE) this.#addOdd(TOO_LARGE, end);
      else if (!this.#parse(end)) this.#addOdd('not JSON', end);
    }
    this.#dropping = false;
    this.#pos = end;
    return true;
  }

  /** true, null, a number: values, if no events. Anything else makes the rest of the line odd. */
  #word(): boolean {
    const newline = this.#nextNewline();
    const isWhole = newline < this.#buffer.length || this.#ended;
    if (!isWhole && this.#buffer.length - this.#pos <= LONGEST_ODD) return false;
    const start = this.#buffer.toString('latin1', this.#pos, Math.min(newline, this.#pos + 64));
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?=[\s,\]]|$)/i.exec(start)?.[0];
    if (word !== undefined) {
      this.#parse(this.#pos + word.length);
      this.#pos += word.length;
      return true;
    }
    this.#addOdd('not JSON', newline);
    if (!isWhole) {
      this.#outOfStep = this.offset;
      this.#resync = Buffer.from('\n');
    }
    this.#pos = newline;
    return true;
  }

  /** Gives up the value at #pos; on at the next line that is indented like its own. */
  #broken(reason: string): true {
    if (this.#dropping) {
      this.#resync = Buffer.from('\n{');
      this.#pos = Math.max(this.#pos, this.#scanner.at - 2);
    } else {
      this.#resync = Buffer.from(`\n${this.#indent}{`);
      const next = this.#buffer.indexOf(this.#resync, this.#pos);
      this.#addOdd(reason, next === -1 ? this.#buffer.length : next);
    }
    this.#scanning = false;
    this.#dropping = false;
    this.#outOfStep ??= this.offset;
    return true;
  }

  /** The white space between the line's beginning and the value at #pos; none where something else stands there. */
  #indentHere(): string {
    let start = this.#pos;
    while (start > 0 && (this.#buffer[start - 1] === SPACE || this.#buffer[start - 1] === TAB)) start--;
    const beginsLine = start === 0 || this.#buffer[start - 1] === NEWLINE;
    return beginsLine ? this.#buffer.toString('latin1', start, this.#pos) : '';
  }

  #findResync(): boolean {
    const mark = this.#resync!;
    const found = this.#buffer.indexOf(mark, this.#pos);
    if (found === -1) {
      this.#pos = this.#ended ? this.#buffer.length : Math.max(this.#pos, this.#buffer.length - mark.length + 1);
      return false;
    }
    this.#pos = found;
    this.#resync = null;
    return true;
  }

  #addOdd(reason: string, end: number): void {
    this.#odd.push({ reason, raw: this.#buffer.toString('utf8', this.#pos, Math.min(end, this.#pos + LONGEST_ODD)) });
  }
}
