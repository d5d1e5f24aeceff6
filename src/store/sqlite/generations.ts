/** A memory of bounded size: remembers at least the last so many entries, forgets the older generation whole. */
export class Generations<K, V> {
  readonly #size: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  constructor(size: number) {
    this.#size = size;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#size) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}

/** A memory for each span; of so many, those that were used last. */
export class SpanMemory<K, V> {
  readonly #spans: number;
  readonly #size: number;
  readonly #memories = new Map<number, Generations<K, V>>();

  constructor(spans: number, size: number) {
    this.#spans = spans;
    this.#size = size;
  }

  of(span: number): Generations<K, V> {
    const memory = this.#memories.get(span) ?? new Generations<K, V>(this.#size);
    // The one used last stands last.
    this.#memories.delete(span);
    this.#memories.set(span, memory);
    if (this.#memories.size > this.#spans) this.#memories.delete(this.#memories.keys().next().value!);
    return memory;
  }

  clear(): void {
    this.#memories.clear();
  }
}
