/** What one series may take, all in all. */
const CAPACITY = 24 * 1024;

/**
 * Everything that a detector remembers lies in one block of bytes: copied it is saved, copied back it is restored,
 * bit for bit. Parts take their share in the order in which they are made.
 */
export class Memory {
  readonly #bytes = new ArrayBuffer(CAPACITY);
  #used = 0;

  float64(length: number): Float64Array {
    return new Float64Array(this.#bytes, this.#take(length * 8), length);
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.#bytes, this.#take(length * 4), length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#bytes, this.#take(length * 4), length);
  }

  uint8(length: number): Uint8Array {
    return new Uint8Array(this.#bytes, this.#take(length), length);
  }

  #take(bytes: number): number {
    const at = this.#used;
    this.#used = Math.ceil((at + bytes) / 8) * 8;
    if (this.#used > CAPACITY) throw new RangeError(`A series takes more than ${CAPACITY} bytes.`);
    return at;
  }

  /** Bytes taken so far. */
  get size(): number {
    return this.#used;
  }

  save(): Uint8Array {
    return new Uint8Array(this.#bytes.slice(0, this.#used));
  }

  /** False where the bytes are another layout's: then nothing is touched. */
  restore(saved: Uint8Array): boolean {
    if (saved.byteLength !== this.#used) return false;
    new Uint8Array(this.#bytes).set(saved);
    return true;
  }
}
