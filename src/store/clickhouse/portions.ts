/** ClickHouse takes 128 KiB in a parameter; quotes and escapes may double a text. */
const LARGEST = 60_000;

/** Cuts a list of different texts into lists that fit into a parameter each. */
export function portions(texts: Iterable<string>): string[][] {
  const all: string[][] = [];
  let size = LARGEST;
  for (const text of new Set(texts)) {
    const own = Buffer.byteLength(text) + 3;
    if (size + own > LARGEST) {
      all.push([]);
      size = 0;
    }
    all.at(-1)!.push(text);
    size += own;
  }
  return all;
}
