import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { z } from 'zod';
import type { PersonKeys } from '../store/port.ts';
import { archiveOf, MOST_ROWS } from './archive.ts';
import type { Archive } from './port.ts';
import { refusal, requestErrorOf } from './request.ts';

export interface SplunkSettings {
  url: string;
  token: string;
  /** Where Auth0's events lie: "index=auth0". */
  search: string;
  nameField: string;
  idField: string;
  seconds: number;
}

/** A line of an export: a row, or what Splunk has to say. */
const line = z.looseObject({
  result: z.looseObject({ _raw: z.string() }).optional(),
  messages: z.array(z.looseObject({ type: z.string().optional() })).optional(),
});

/** Splunk, asked through search/v2/jobs/export, which streams rows as it finds them, the newest first. */
export function splunkArchive(settings: SplunkSettings): Archive {
  const http = axios.create({
    baseURL: settings.url,
    maxRedirects: 0,
    validateStatus: null,
    headers: { authorization: `Bearer ${settings.token}`, 'user-agent': 'whylogin' },
  });
  return archiveOf('Splunk', settings.seconds, async ({ keys, range, signal, found }) => {
    const form = new URLSearchParams({
      search: searchOf(keys, settings),
      earliest_time: (range.from / 1000).toFixed(3),
      // The end is not included.
      latest_time: ((range.to + 1) / 1000).toFixed(3),
      output_mode: 'json',
      preview: 'false',
      max_time: String(Math.ceil(settings.seconds) + 5),
    });
    const response = await http
      .post<Readable>('/services/search/v2/jobs/export', form, { responseType: 'stream', signal })
      .catch((error: unknown) => {
        throw requestErrorOf(error, signal);
      });
    if (response.status !== 200) {
      response.data.destroy();
      throw refusal(response.status, null);
    }
    let rows = 0;
    let failed = false;
    for await (const text of createInterface({ input: response.data, signal })) {
      const read = line.safeParse(parsed(text));
      if (!read.success) continue;
      if (read.data.messages?.some(({ type }) => type === 'FATAL' || type === 'ERROR')) failed = true;
      if (read.data.result === undefined) continue;
      rows++;
      found([read.data]);
    }
    // Aborting ends the lines without an error.
    signal.throwIfAborted();
    if (failed) return 'it reported an error in the search; check SPLUNK_SEARCH';
    return rows >= MOST_ROWS ? `only the newest ${MOST_ROWS.toLocaleString('en')} rows were read` : null;
  });
}

function searchOf({ userIds, identifiers }: PersonKeys, { search, nameField, idField }: SplunkSettings): string {
  const who = [
    ...identifiers.map((name) => `${nameField}=${quoted(name)}`),
    ...userIds.map((id) => `${idField}=${quoted(id)}`),
  ];
  return `search ${search} (${who.join(' OR ')}) | head ${MOST_ROWS}`;
}

/** Nothing ends the string early. An asterisk stays a wildcard: what it finds too much is left out afterwards. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
