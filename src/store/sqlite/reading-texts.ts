import { parseGroup, parsePerson, parsePlain } from './row.ts';
import type { Session } from './session.ts';

/** Texts of a span loaded at once. */
const PORTION = 5_000;

/** What a span's numbers mean in one reading; people have two, groups one for each part. */
interface SpanTexts {
  plain: number[];
  user: number[];
  name: number[];
  /** Undefined for what is no group, or not there. */
  group: (number[] | undefined)[];
}

/** One numbering of texts for a whole reading, over the numberings of the spans. 0 is null. */
export class ReadingTexts {
  readonly #session: Session;
  readonly #numbers = new Map<string, number>();
  readonly #texts: (string | null)[] = [null];
  readonly #spans = new Map<number, SpanTexts>();
  #sweeps = -1;

  constructor(session: Session) {
    this.#session = session;
  }

  text(number: number): string | null {
    return this.#texts[number] ?? null;
  }

  /** The number of a text that was read already. */
  known(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  /** The number of any other; 0 where none of the spans has it. Reads all their texts, which a whole reading does anyway. */
  find(text: string, spans: readonly number[]): number {
    for (const span of spans) {
      const [last] = this.#session.rows('SELECT max(number) FROM text WHERE span = ?', span);
      this.of(span, Number(last![0] ?? 0));
    }
    return this.#numbers.get(text) ?? 0;
  }

  /** What the numbers of a span mean, those given so far. */
  of(span: number, highest: number): SpanTexts {
    if (this.#sweeps !== this.#session.sweeps) {
      this.#sweeps = this.#session.sweeps;
      this.#spans.clear();
    }
    let texts = this.#spans.get(span);
    if (texts === undefined) {
      texts = { plain: [0], user: [0], name: [0], group: [undefined] };
      this.#spans.set(span, texts);
    }
    while (texts.plain.length <= highest) this.#load(span, texts);
    return texts;
  }

  #load(span: number, texts: SpanTexts): void {
    const from = texts.plain.length;
    const [found] = this.#session.rows(
      'SELECT json_group_array(number), json_group_array(value) FROM text WHERE span = ? AND number BETWEEN ? AND ?',
      span,
      from,
      from + PORTION - 1,
    ) as [string, string][];
    const numbers = JSON.parse(found![0]) as number[];
    const values = JSON.parse(found![1]) as string[];
    for (let i = from; i < from + PORTION; i++) {
      for (const list of [texts.plain, texts.user, texts.name]) list.push(0);
      texts.group.push(undefined);
    }
    for (const [i, number] of numbers.entries()) {
      const value = values[i]!;
      const [person, group] = [parsePerson(value), parseGroup(value)];
      if (group !== null) texts.group[number] = group.map((part) => this.#intern(part));
      else if (person === null) texts.plain[number] = this.#intern(parsePlain(value));
      else [texts.user[number], texts.name[number]] = [this.#intern(person[0]), this.#intern(person[1])];
    }
  }

  #intern(text: string | null): number {
    if (text === null) return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}
