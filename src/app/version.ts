import { createRequire } from 'node:module';

/** Of this whylogin, as package.json says it. */
export const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
