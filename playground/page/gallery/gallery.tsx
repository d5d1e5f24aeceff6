import type { Playground } from '../playground.ts';

export async function gallery(_: Playground): Promise<string> {
  return '';
}
