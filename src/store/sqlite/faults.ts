import { Fault } from '../../errors.ts';

/** SQLite's code for what the operating system does not let this user do. */
export const MAY_NOT = 23;

/** SQLITE_IOERR_SHMSIZE: the file beside the store that readers share cannot grow. */
const NO_ROOM_TO_SHARE = 4874;

/** SQLite's primary result codes that a user can do something about. */
const SENTENCES: Record<number, (path: string) => string> = {
  5: (path) => `The store ${path} is busy: another process has been writing to it for too long. Try again in a moment.`,
  8: (path) =>
    `The store ${path} can only be read here. Check who owns the file and its folder, and that the disk is not mounted read-only.`,
  10: (path) => `The disk under the store ${path} reports an error. What was stored before is intact; check the disk.`,
  11: (path) =>
    `The store ${path} is damaged. Put the last backup in its place, or move it away and import the logs again.`,
  13: (path) =>
    `The disk under the store ${path} is full. Nothing of this batch was stored and what was there is intact; make room and try again.`,
  14: (path) => `The store ${path} cannot be opened. Check that its folder is one, and that this user may write there.`,
  23: (path) => `The store ${path} may not be opened by this user. Check who owns the file and its folder.`,
  26: (path) =>
    `${path} is not a store of whylogin. Point WHYLOGIN_DATA at another folder, or put the file back from a backup.`,
};

/** What SQLite or the file system says of a store, as a sentence that tells what to do. */
export function storeFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  const details = error as { errcode?: number; sqliteCode?: number; code?: string; message?: string };
  const message = details.message ?? String(error);
  const whole = details.errcode ?? details.sqliteCode ?? byMessage(message);
  const code = whole === NO_ROOM_TO_SHARE ? 13 : whole & 0xff;
  const byFile =
    details.code === 'ENOSPC'
      ? 13
      : details.code === 'EROFS' || details.code === 'EACCES' || details.code === 'EPERM'
        ? 8
        : details.code === 'ENOTDIR' || details.code === 'EEXIST' || details.code === 'EISDIR'
          ? 14
          : code;
  const sentence = SENTENCES[byFile]?.(path);
  return new Fault('store', sentence ?? `The store ${path} failed; the log says how. \`whylogin check\` looks at it.`, {
    operator: `store: ${message}`,
    cause: error,
  });
}

function byMessage(message: string): number {
  if (/disk is full/.test(message)) return 13;
  if (/readonly|read-only/.test(message)) return 8;
  if (/not a database/.test(message)) return 26;
  if (/malformed/.test(message)) return 11;
  if (/unable to open/.test(message)) return 14;
  if (/locked|busy/.test(message)) return 5;
  return /I\/O error/.test(message) ? 10 : 0;
}
