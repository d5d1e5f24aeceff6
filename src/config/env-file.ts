import { Fault } from '../errors.ts';

/**
 * Adds what a file `.env` of the working folder sets and the environment does not.
 * @throws Fault 'bad_configuration' where there is one that cannot be read
 */
export function readEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new Fault('bad_configuration', `The file .env in this folder cannot be read (${code}). Check who may.`, {
      cause: error,
    });
  }
}
