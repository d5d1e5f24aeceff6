import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { ipPlacesMadeAt, openIpPlaces } from '../../src/app/ip-places.ts';
import { checkIpPlaces } from '../../src/cli/check-ip-places.ts';

const places = openIpPlaces();
const folder = join(createRequire(import.meta.url).resolve('@ip-location-db/asn/package.json'), '..');

function text(number: string, bytes: 4 | 16): string {
  const hex = BigInt(number)
    .toString(16)
    .padStart(bytes * 2, '0');
  return ipaddr.fromByteArray([...Buffer.from(hex, 'hex')]).toString();
}

describe('country and network of an address', () => {
  it.each([
    ['8.8.8.8', 'US', /^AS15169 Google/],
    ['2606:4700::1111', 'US', /^AS13335 Cloudflare/],
  ])('of %s', (ip, country, network) => {
    expect(places.countryOf(ip)).toBe(country);
    expect(places.networkOf(ip)).toMatch(network);
  });

  it.each(['192.0.2.1', '10.0.0.1', '0.0.0.0', '255.255.255.255', '::1', 'ffff:ffff::1', 'nonsense', ''])(
    'are unknown of “%s”',
    (ip) => expect([places.countryOf(ip), places.networkOf(ip)]).toEqual([null, null]),
  );

  it.each([
    ['asn-ipv4-num.csv', 4],
    ['asn-ipv6-num.csv', 16],
  ] as const)('finds the ends of lines all over %s, and the holes between them', async (file, bytes) => {
    let number = 0;
    let before: bigint | null = null;
    let holes = 0;
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const [first, last, asn] = line.split(',') as [string, string, string];
      if (number++ % 9_973 === 0 || number < 4) {
        for (const end of [first, last]) expect(places.networkOf(text(end, bytes))).toMatch(new RegExp(`^AS${asn}\\b`));
        if (before !== null && BigInt(first) > before + 1n) {
          holes++;
          expect(places.networkOf(text(String(BigInt(first) - 1n), bytes))).toBeNull();
        }
      }
      before = BigInt(last);
    }
    expect(number).toBeGreaterThan(100_000);
    expect(holes).toBeGreaterThan(0);
  });

  it('knows how old it is', () => expect(ipPlacesMadeAt()!.getUTCFullYear()).toBeGreaterThan(2024));

  it.each([
    [new Date('2026-06-17'), 'ok', /found offline, with data of 2026-06-17/],
    [new Date('2024-06-17'), 'note', /of 2024-06-17: countries in the digest may be wrong/],
    [null, 'note', /age .* is not known/],
  ])('is checked: data of %s', (madeAt, result, sentence) => {
    const [check] = checkIpPlaces(madeAt, Date.parse('2026-11-24'));
    expect(check!.result).toBe(result);
    expect(check!.sentence).toMatch(sentence);
  });
});
