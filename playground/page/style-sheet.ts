import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const ASSETS = join(import.meta.dirname, 'assets');
/** The page's parts. The first says in which order layers count. */
const PARTS = ['base', 'layout', 'message', 'blocks', 'customers', 'modal', 'gallery'];

/** Where the page finds all its styles. */
export const STYLESHEET = '/page.css';

/** All styles: the page's own parts, and the library's in a layer below them. */
export async function styleSheet(): Promise<string> {
  const parts = await Promise.all(PARTS.map((part) => readFile(join(ASSETS, `${part}.css`), 'utf8')));
  const library = await readFile(resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');
  return [...parts, `@layer library {\n${givingWay(library)}\n}`].join('\n');
}

/** The library's rules hang on an id, of which a page has but one; here on the class, as strong. Some insist. */
function givingWay(css: string): string {
  return css.replaceAll('#slack_blocks_to_jsx', ':is(#_,.slack_blocks_to_jsx)').replaceAll('!important', '');
}
