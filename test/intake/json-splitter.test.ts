import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter, LARGEST_VALUE } from '../../src/intake/json-splitter.ts';

/** Everything that comes out of `text` pushed in pieces of `size` bytes. */
function split(text: string | Buffer, size = 64 * 1024) {
  const bytes = Buffer.from(text);
  const splitter = new JsonSplitter();
  const values: unknown[] = [];
  const odd: string[] = [];
  const offsets: number[] = [];
  const take = () => {
    const taken = splitter.take();
    values.push(...taken.values.map(({ value }) => value));
    odd.push(...taken.odd.map(({ reason }) => reason));
    offsets.push(splitter.offset);
  };
  for (let at = 0; at < bytes.length; at += size) {
    splitter.push(bytes.subarray(at, at + size));
    take();
  }
  splitter.end();
  take();
  return { values, odd, offsets };
}

const rows = [{ a: 1 }, { b: ['x"]}', { c: '\\' }] }, { d: 'größe €\n' }];

describe('layouts', () => {
  const layouts: [string, string][] = [
    ['one a line', rows.map((row) => JSON.stringify(row)).join('\n')],
    ['one a line, Windows line ends, a final one', rows.map((row) => `${JSON.stringify(row)}\r\n`).join('')],
    ['an array on one line', JSON.stringify(rows)],
    ['an array, one a line', `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`],
    ['a pretty-printed array', JSON.stringify(rows, null, 2)],
    ['pretty-printed, one after the other', rows.map((row) => JSON.stringify(row, null, '\t')).join('\n')],
    ['one after the other without anything between', rows.map((row) => JSON.stringify(row)).join('')],
    ['after a byte order mark', `\ufeff${JSON.stringify(rows)}`],
    ['a JSON text sequence', rows.map((row) => `\x1e${JSON.stringify(row)}\n`).join('')],
    ['several arrays', rows.map((row) => JSON.stringify([row])).join('\n')],
  ];
  it.each(layouts)('reads %s, however it is cut', (_, text) => {
    for (const size of [1, 2, 3, 7, 64, 100_000]) expect(split(text, size)).toMatchObject({ values: rows, odd: [] });
  });

  it('reads any values in any layout, cut anywhere', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
    fc.assert(
      fc.property(
        fc.array(object, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '', ' ', ',\n'),
        fc.constantFrom(0, 2, 4),
        fc.integer({ min: 1, max: 40 }),
        (objects, between, indent, size) => {
          const text = objects.map((each) => JSON.stringify(each, null, indent)).join(between);
          const plain: unknown = JSON.parse(JSON.stringify(objects));
          expect(split(text, size)).toMatchObject({ values: plain, odd: [] });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throws or loops, whatever the bytes are', () => {
    const bit = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', '1', 'null', ' ', 'ä', '{"a":1}\n');
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (bits, size) => {
        const { offsets } = split(bits.join(''), size);
        expect([...offsets].sort((a, b) => a - b)).toEqual(offsets);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('damage', () => {
  it.each([
    ['inside a string', '{"n":2,"text":"cut o'],
    ['after a value', '{"n":2,"text":"x"'],
    ['after a colon', '{"n":2,"text":'],
    ['by rubbish', 'disk full'],
    ['by a bracket too many', '{"n":2}}'],
  ])('loses only the line that was cut off %s', (_, line) => {
    const text = `{"n":1}\n${line}\n{"n":3}\n{"n":4}\n`;
    for (const size of [1, 5, 1000]) {
      const { values, odd } = split(text, size);
      expect(values.filter((value) => (value as { n: number }).n !== 2)).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }]);
      expect(odd).toEqual(['not JSON']);
    }
  });

  it('loses only the broken element of a pretty-printed array', () => {
    const text = JSON.stringify([{ n: 1 }, { n: 2, text: 'BROKEN' }, { n: 3 }], null, 2).replace('"BROKEN"', '"BRO');
    for (const size of [1, 3, 1000]) {
      expect(split(text, size)).toMatchObject({ values: [{ n: 1 }, { n: 3 }], odd: ['not JSON'] });
    }
  });

  it('tells a last value that was cut off', () => {
    expect(split('{"n":1}\n{"n":2,"a":"x')).toMatchObject({ values: [{ n: 1 }], odd: ['cut off in the middle'] });
    expect(split('[{"n":1},{"n":2,"a":{')).toMatchObject({ values: [{ n: 1 }], odd: ['cut off in the middle'] });
  });

  it('leaves out a value larger than 8 MiB and goes on after it, in lines and in an array', () => {
    const large = `{"n":2,"text":"${'x'.repeat(LARGEST_VALUE)}"}`;
    for (const text of [`{"n":1}\n${large}\n{"n":3}\n`, `[{"n":1},${large},{"n":3}]`]) {
      for (const size of [256 * 1024, 20 * 1024 * 1024]) {
        expect(split(text, size)).toMatchObject({ values: [{ n: 1 }, { n: 3 }], odd: ['larger than 8 MiB'] });
      }
    }
  });

  it('keeps no more than 64 KiB of what is not JSON', () => {
    const splitter = new JsonSplitter();
    for (let i = 0; i < 40; i++) splitter.push(Buffer.alloc(64 * 1024, 'rubbish '));
    splitter.push(Buffer.from('\n{"n":1}'));
    splitter.end();
    const { values, odd } = splitter.take();
    expect(values.map(({ value }) => value)).toEqual([{ n: 1 }]);
    expect(odd).toHaveLength(1);
    expect(odd[0]!.raw.length).toBeLessThanOrEqual(64 * 1024);
  });
});

describe('offsets', () => {
  it('can be read again from: nothing is missed, nothing comes twice', () => {
    const text = JSON.stringify([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }], null, 2);
    const bytes = Buffer.from(text);
    for (let cut = 1; cut < bytes.length; cut++) {
      const first = new JsonSplitter();
      first.push(bytes.subarray(0, cut));
      const second = new JsonSplitter();
      second.push(bytes.subarray(first.offset));
      second.end();
      const values = [...first.take().values, ...second.take().values].map(({ value }) => value);
      expect(values).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    }
  });
});
