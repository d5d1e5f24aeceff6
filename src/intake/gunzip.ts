import { createGunzip } from 'node:zlib';

/** Small pieces, so that even a thousandfold compressed one stays small when it is unpacked. */
const PIECE = 32 * 1024;

/**
 * Unpacks gzip, several members in a row too. Gives out everything that can be read of a damaged or truncated file
 * before it throws: Node's own stream throws at once and keeps what it still held.
 */
export async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacker = createGunzip({ chunkSize: 256 * 1024 });
  let ready: Buffer[] = [];
  let failure: Error | null = null;
  // A failing write never calls back: the error must end the waiting.
  let wake = (): void => {};
  unpacker.on('data', (chunk: Buffer) => ready.push(chunk));
  unpacker.on('error', (error) => {
    failure = error;
    wake();
  });
  const doing = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      start(resolve);
    });
  const taken = (): Buffer[] => {
    const chunks = ready;
    ready = [];
    return chunks;
  };
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length && failure === null; at += PIECE) {
        await doing((done) => unpacker.write(chunk.subarray(at, at + PIECE), done));
        yield* taken();
      }
      if (failure !== null) throw failure;
    }
    await doing((done) => unpacker.once('end', done).end());
    yield* taken();
    if (failure !== null) throw failure;
  } finally {
    unpacker.destroy();
  }
}
