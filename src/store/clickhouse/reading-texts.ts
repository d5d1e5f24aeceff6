import { storable } from '../storable.ts';

/** Gives the texts of one reading their numbers, as they come. 0 is null. */
export class ReadingTexts {
  readonly #texts: (string | null)[] = [null];
  readonly #numbers = new Map<string, number>();
  #isComplete = false;

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  text(number: number): string | null {
    return this.#texts[number] ?? null;
  }

  /** The number of a text. As long as it may still come, it gets one. */
  find(text: string): number {
    const kept = storable(text);
    return this.#isComplete ? (this.#numbers.get(kept) ?? 0) : this.number(kept);
  }

  /** Everything was read. */
  complete(): void {
    this.#isComplete = true;
  }
}
