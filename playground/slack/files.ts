import { extname } from 'node:path';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import { SlackError } from './slack-error.ts';

/** How long Slack works on a file after the upload was completed; until then it can be neither shown nor found. */
const PROCESSING = 800;
const IMAGES = new Set(['.png', '.jpg', '.jpeg', '.gif']);

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly altText: string | null;
  readonly uploadPath: string;
  title: string;
  bytes: Buffer | null;
  /** When it can be used; null while the upload is not completed. */
  readyAt: number | null;
}

/** Files that the app uploads: announced, sent, completed, and some time later ready. */
export class Files {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #files = new Map<string, StoredFile>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  announce(about: { name: string; length: number; altText: string | null }): StoredFile {
    const id = this.#ids.next('F');
    const uploadPath = `/upload/${this.#ids.secret()}`;
    const file = { ...about, id, uploadPath, title: about.name, bytes: null, readyAt: null };
    this.#files.set(id, file);
    return file;
  }

  /** Takes the bytes; false where nothing was announced for that path, or another length. */
  upload(path: string, bytes: Buffer): boolean {
    const file = [...this.#files.values()].find(({ uploadPath }) => uploadPath === path);
    if (!file || bytes.length !== file.length) return false;
    file.bytes = bytes;
    return true;
  }

  /** @param ready run when Slack is done with it */
  complete(id: string, title: string | undefined, ready: (file: StoredFile) => void): StoredFile {
    const file = this.#files.get(id);
    if (!file?.bytes || file.readyAt !== null) throw new SlackError('file_not_found');
    file.title = title ?? file.title;
    file.readyAt = this.#clock.now() + PROCESSING;
    this.#clock.after(PROCESSING, () => ready(file));
    return file;
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  isReady({ readyAt }: StoredFile): boolean {
    return readyAt !== null && this.#clock.now() >= readyAt;
  }

  /** Whether an image block may show it. */
  showable(id: string): boolean {
    const file = this.#files.get(id);
    return file !== undefined && this.isReady(file) && IMAGES.has(extname(file.name).toLowerCase());
  }
}
