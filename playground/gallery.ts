import { galleryOf } from './page/gallery.tsx';
import { styleSheet } from './page/style-sheet.ts';
import { tour } from './tour/tour.ts';

/** Prints the gallery, a page that needs nothing else: `npm run --silent gallery > gallery.html` */
const office = await tour();
const page = galleryOf(office.shown, office.kim, await styleSheet());
await office.close();
process.stdout.write(page);
