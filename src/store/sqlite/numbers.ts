import type { Dictionary } from './dictionary.ts';
import { type Encoded, WIDTH } from './encode.ts';
import { spanOf } from './span.ts';

/** Texts looked for at once: fewer than a dictionary remembers. */
const PORTION = 10_000;

/** A batch's texts by the numbers they have in each span that the batch reaches into. */
export class Numbers {
  readonly #texts: readonly string[];
  readonly #dictionary: Dictionary;
  /** By the place of a text in the batch; 0 where it has none in that span. */
  readonly #spans = new Map<number, Uint32Array>();
  #span = Number.NaN;
  #known: Uint32Array = new Uint32Array(0);

  /** Gives every text a number in the spans where its events would like to lie. Only inside a write transaction. */
  constructor(batch: Encoded, dictionary: Dictionary) {
    this.#texts = batch.texts;
    this.#dictionary = dictionary;
    const used = new Map<number, Set<number>>();
    for (const [i, id] of batch.ids.entries()) {
      const span = spanOf(id);
      let places = used.get(span);
      if (places === undefined) {
        places = new Set();
        used.set(span, places);
      }
      for (let at = i * WIDTH + 1; at < (i + 1) * WIDTH; at++) places.add(batch.numbers[at]!);
    }
    for (const [span, places] of used) {
      places.delete(0);
      const all = [...places];
      for (let i = 0; i < all.length; i += PORTION) this.#resolve(span, all.slice(i, i + PORTION));
    }
  }

  text(place: number): string | undefined {
    return this.#texts[place - 1];
  }

  /** The number in a span of the text at a place of the batch; null for place 0. */
  in(span: number, place: number): number | null {
    if (place === 0) return null;
    if (span !== this.#span) this.#turnTo(span);
    // An event that found no room may lie in the next span.
    if (this.#known[place] === 0) this.#resolve(span, [place]);
    return this.#known[place]!;
  }

  #resolve(span: number, places: readonly number[]): void {
    this.#turnTo(span);
    const texts = places.map((place) => this.#texts[place - 1]!);
    const numbers = this.#dictionary.numbers(span, texts);
    for (const [i, place] of places.entries()) this.#known[place] = numbers[i]!;
  }

  #turnTo(span: number): void {
    this.#span = span;
    this.#known = this.#spans.get(span) ?? new Uint32Array(this.#texts.length + 1);
    this.#spans.set(span, this.#known);
  }
}
