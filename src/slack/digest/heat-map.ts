import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Digest, PrimeTimes } from '../../digest/digest.ts';
import { shadesOf } from '../../digest/grid.ts';
import { peakText, titleOf } from '../../digest/readable.ts';
import { count } from '../../digest/wording.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** From nobody to the busiest hours; dark ones are legible to the color-blind by their lightness alone. */
const COLORS = ['#f3f4f6', '#c7dcf2', '#8bb8e2', '#3f86c6', '#12477f'];
const REGIONS = 3;
const CELL = 36;
const GAP = 4;
const LEFT = 70;
const TOP = 70;
const REGION = 7 * (CELL + GAP) + 84;
const WIDTH = LEFT + 24 * (CELL + GAP) + 24;

/** The hours of the first regions as a picture, with the words that say the same; null where nobody logged in. */
export function heatMap(digest: Digest): { png: Buffer; alt: string; svg: string } | null {
  const shown = digest.primeTimes.filter(({ region }) => region !== 'other').slice(0, REGIONS);
  if (shown.length === 0) return null;
  const svg = draw(digest, shown);
  return { svg, png: render(svg), alt: altText(shown) };
}

function draw(digest: Digest, shown: readonly PrimeTimes[]): string {
  const height = TOP + shown.length * REGION;
  const parts = shown.map((times, i) => `<g transform="translate(0 ${TOP + i * REGION})">${drawRegion(times)}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="Inter" fill="#1f2937">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(LEFT, 42, `When people sign in: ${titleOf(digest)}`, 'font-size="24" font-weight="600"'),
    ...parts,
    '</svg>',
  ].join('');
}

function drawRegion(times: PrimeTimes): string {
  const shades = shadesOf(times.hours);
  const most = Math.max(...times.hours);
  const place = (hour: number) => ({
    x: LEFT + (hour % 24) * (CELL + GAP),
    y: 50 + Math.floor(hour / 24) * (CELL + GAP),
  });
  const cells = times.hours.map((logins, hour) => {
    const { x, y } = place(hour);
    const cell = `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="5" fill="${COLORS[shades[hour]!]}"/>`;
    // Only the busiest hour says how many: numbers everywhere hide the picture.
    const number = logins === most && most > 0 && times.hours.indexOf(most) === hour;
    return number
      ? cell + text(x + CELL / 2, y + CELL / 2 + 5, count(logins), 'font-size="13" fill="#ffffff" text-anchor="middle"')
      : cell;
  });
  const days = DAYS.map((day, i) =>
    text(LEFT - 12, 50 + i * (CELL + GAP) + 24, day, 'font-size="16" text-anchor="end"'),
  );
  const hours = [0, 6, 12, 18].map((hour) =>
    text(LEFT + hour * (CELL + GAP), 42, `${hour}:00`, 'font-size="14" fill="#6b7280"'),
  );
  const title = text(LEFT, 18, `${times.region}, most ${peakText(times)}`, 'font-size="18" font-weight="600"');
  return [title, ...hours, ...days, ...cells].join('');
}

function text(x: number, y: number, words: string, style: string): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}" ${style}>${safe}</text>`;
}

/** With the font that comes along: machines without fonts would draw no letters, and say nothing of it. */
function render(svg: string): Buffer {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
  const image = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
        join(fonts, file),
      ),
      defaultFontFamily: 'Inter',
    },
  });
  return image.render().asPng();
}

function altText(shown: readonly PrimeTimes[]): string {
  const regions = shown.map(
    (times) => `${times.region}: most ${peakText(times)}, ${count(Math.max(...times.hours))} logins in that hour`,
  );
  return `Logins by hour of the week. ${regions.join('. ')}.`;
}
