import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** A body and the key of its event. */
export interface Body {
  event: number;
  json: string;
}

/** Bodies are much alike: many in one block compress to a seventh. Brotli 3 costs about 7 µs an event here. */
export function pack(bodies: readonly Body[]): Buffer {
  const lines = [JSON.stringify(bodies.map((b) => b.event)), ...bodies.map((b) => b.json)];
  const text = Buffer.from(lines.join('\n'));
  return brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  });
}

export function unpack(data: Uint8Array): Body[] {
  const [keys, ...bodies] = brotliDecompressSync(data).toString('utf8').split('\n');
  return (JSON.parse(keys!) as number[]).map((event, i) => ({ event, json: bodies[i]! }));
}
