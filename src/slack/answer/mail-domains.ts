import { distance } from 'fastest-levenshtein';

/** Where many people have their mail: the domains whose slips can be told without knowing anybody. */
const COMMON = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'yahoo.co.uk',
  'yahoo.de',
  'yahoo.fr',
  'yahoo.co.jp',
  'ymail.com',
  'hotmail.com',
  'hotmail.co.uk',
  'hotmail.fr',
  'hotmail.de',
  'outlook.com',
  'outlook.de',
  'live.com',
  'msn.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'mail.com',
  'mail.ru',
  'email.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'gmx.com',
  'gmx.at',
  'gmx.ch',
  'web.de',
  't-online.de',
  'orange.fr',
  'free.fr',
  'laposte.net',
  'wanadoo.fr',
  'libero.it',
  'qq.com',
  '163.com',
  'naver.com',
  'example.com',
  'example.org',
  'example.net',
];
const SLIPS = 2;

/** The address with the domain that was probably meant ("gmial.com"); null where the domain is common or far from any. */
export function likelyMeant(address: string): string | null {
  const at = address.lastIndexOf('@');
  if (at < 1) return null;
  const domain = address.slice(at + 1).toLowerCase();
  if (COMMON.includes(domain)) return null;
  const near = COMMON.map((known) => ({ known, off: slips(domain, known) }))
    .filter(({ known, off }) => off <= Math.min(SLIPS, Math.floor(known.length / 4)))
    .sort((a, b) => a.off - b.off);
  if (near[0] === undefined || near[0].off === near[1]?.off) return null;
  return `${address.slice(0, at)}@${near[0].known}`;
}

/** Two letters that changed places are one slip of the finger. */
function slips(a: string, b: string): number {
  const swapped = a.length === b.length && [...a].sort().join() === [...b].sort().join();
  return distance(a, b) - (swapped ? 1 : 0);
}
