// Worker threads start from JavaScript: out of the sources this brings TypeScript along, built code needs nothing.
import { existsSync } from 'node:fs';

const source = new URL('./digest-thread.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import(new URL('./digest-thread.js', import.meta.url).href);
}
