import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

const REMEMBERED = 20_000;
const LONGEST = 64;
const seen = new Map<string, string | null>();

/** An IP address in its canonical text (IPv6 compressed and lower-case, IPv4-mapped IPv6 as IPv4); null if it is none. */
export function canonicalIp(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  if (isIPv4(value)) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const text = value.trim();
  const ip = ipaddr.IPv6.isValid(text) ? ipaddr.process(text).toString() : isIPv4(text) ? text : null;
  if (seen.size >= REMEMBERED) seen.clear();
  seen.set(value, ip);
  return ip;
}
