import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { DateTime } from 'luxon';
import { type CountryResponse, Reader } from 'mmdb-lib';
import type { IpPlaces } from '../event/ip-places.ts';

const COUNTRIES = '@ip-location-db/geo-whois-asn-country-mmdb';
const NETWORKS = '@ip-location-db/asn';
/** Longer than any line of the list of networks. */
const LINE = 512;
const LONGEST_NAME = 60;
const REMEMBERED = 10_000;

const require = createRequire(import.meta.url);

function folderOf(packageName: string): string {
  return join(require.resolve(`${packageName}/package.json`), '..');
}

/**
 * Country and network of an address out of the data that was installed with whylogin: nothing is asked of anybody.
 * Countries: public domain, from RIR and geofeed data. Networks: RouteViews, NRO and DB-IP.com, CC BY 4.0. Both from
 * https://github.com/sapics/ip-location-db. The list of networks stays on disk and is searched there.
 */
export function openIpPlaces(): IpPlaces {
  let countries: Reader<{ country_code?: string } & CountryResponse> | undefined;
  const networks = new Map<string, string | null>();
  return {
    countryOf(ip) {
      if (!ipaddr.isValid(ip)) return null;
      countries ??= new Reader(readFileSync(join(folderOf(COUNTRIES), 'geo-whois-asn-country.mmdb')));
      return countries.get(ip)?.country_code ?? null;
    },
    networkOf(ip) {
      let network = networks.get(ip);
      if (network === undefined) {
        if (networks.size >= REMEMBERED) networks.clear();
        network = searchNetwork(ip);
        networks.set(ip, network);
      }
      return network;
    },
  };
}

/** When the installed data was made, out of its version: "2.3.2026061719". */
export function ipPlacesMadeAt(): Date | null {
  const { version } = require(`${COUNTRIES}/package.json`) as { version: string };
  const made = DateTime.fromFormat(version.split('.')[2]?.slice(0, 8) ?? '', 'yyyyMMdd', { zone: 'utc' });
  return made.isValid ? made.toJSDate() : null;
}

/** Lines are sorted: first address, last address, number, name; addresses as decimal numbers. */
function searchNetwork(ip: string): string | null {
  if (!ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  const wanted = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const file = openSync(join(folderOf(NETWORKS), `asn-${address.kind()}-num.csv`), 'r');
  try {
    let low = 0;
    let high = fstatSync(file).size;
    // Below LINE bytes both ends may stand in the same line.
    while (high - low > LINE) {
      const middle = Math.floor((low + high) / 2);
      const line = lineAfter(file, middle);
      if (line === null || first(line.text) > wanted) high = middle;
      else low = line.start;
    }
    for (let at = low; at <= high; ) {
      const line = lineAt(file, at);
      if (line === '' || first(line) > wanted) return null;
      const found = /^(\d+),(\d+),(\d+),"?(.*?)"?$/.exec(line);
      if (found !== null && BigInt(found[2]!) >= wanted) return nameOf(found[3]!, found[4]!);
      at += Buffer.byteLength(line) + 1;
    }
    return null;
  } finally {
    closeSync(file);
  }
}

function first(line: string): bigint {
  return BigInt(line.slice(0, line.indexOf(',')));
}

function nameOf(number: string, name: string): string {
  return `AS${number} ${name.replaceAll('""', '"').slice(0, LONGEST_NAME)}`.trim();
}

/** The first whole line that begins after a place; null where there is none. */
function lineAfter(file: number, place: number): { start: number; text: string } | null {
  const bytes = read(file, place, 2 * LINE);
  const start = bytes.indexOf(10) + 1;
  if (start === 0) return null;
  const end = bytes.indexOf(10, start);
  return end < 0 ? null : { start: place + start, text: bytes.toString('utf8', start, end) };
}

function lineAt(file: number, start: number): string {
  const bytes = read(file, start, LINE);
  const end = bytes.indexOf(10);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

function read(file: number, place: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, place));
}
