import type { Check } from './check.ts';

const DAY = 86_400_000;
/** Addresses change hands: after a year a good part of the countries is wrong. */
const OLD = 365 * DAY;

/** How old the offline data of countries and networks is. */
export function checkIpPlaces(madeAt: Date | null, now: number): Check[] {
  if (madeAt === null)
    return [
      { area: 'Addresses', result: 'note', sentence: 'The age of the data of countries and networks is not known.' },
    ];
  const made = madeAt.toISOString().slice(0, 10);
  const isOld = now - madeAt.getTime() > OLD;
  return [
    {
      area: 'Addresses',
      result: isOld ? 'note' : 'ok',
      sentence: isOld
        ? `The data of countries and networks is of ${made}: countries in the digest may be wrong. A newer whylogin brings newer data.`
        : `Countries and networks are found offline, with data of ${made}.`,
    },
  ];
}
