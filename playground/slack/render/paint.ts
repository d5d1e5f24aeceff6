import pico from 'picocolors';

export type Paint = ReturnType<typeof pico.createColors>;

/** Marks for a terminal; none where it shows no colors. */
export function paintFor(colors: boolean): Paint {
  return pico.createColors(colors);
}
