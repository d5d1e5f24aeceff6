import { styleSheet } from './style-sheet.ts';

/** Where the page shows everything that the bot says. */
export const GALLERY = '/gallery';

let made: Promise<string> | null = null;

/** The gallery, made when somebody first looks: the bot says all of it once, in this process. */
export function gallery(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  // What only the gallery needs is loaded only for it.
  const [{ tour }, { galleryOf }] = await Promise.all([import('../tour/tour.ts'), import('./gallery.tsx')]);
  const office = await tour();
  try {
    return galleryOf(office.shown, office.kim, await styleSheet());
  } finally {
    await office.close();
  }
}
