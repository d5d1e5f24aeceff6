import { DateTime } from 'luxon';
import { Fault } from '../errors.ts';
import { subjectHash } from '../privacy.ts';
import type { Audit, State } from '../state/port.ts';
import { parseSubject } from '../why/subject.ts';
import { parseSpan } from './moment.ts';

export interface AuditOptions {
  since?: string;
  about?: string;
  by?: string;
  json?: boolean;
  verify?: boolean;
  head?: string;
}

export interface AuditPorts {
  state: Pick<State, 'audit' | 'secrets'>;
  now: () => number;
  /** IANA zone of the times that are printed. */
  zone: string;
  out: { write(text: string): unknown };
}

/** `whylogin audit`: who asked about whom, one entry a line; or whether the chain holds. Resolves with the exit code. */
export async function auditCommand(options: AuditOptions, ports: AuditPorts): Promise<number> {
  if (options.verify || options.head !== undefined) return verify(options.head, ports);
  const from = options.since === undefined ? 0 : ports.now() - parseSpan(options.since);
  const { audit, secrets } = ports.state;
  const about =
    options.about === undefined ? null : subjectHash(await secrets.get('subjects'), parseSubject(options.about).asked);
  let printed = 0;
  for await (const page of audit.rows({ from, to: ports.now() })) {
    const chosen = page.filter(
      ({ subject, actor }) =>
        (about === null || subject === about) && (options.by === undefined || actor === options.by),
    );
    for (const row of chosen) ports.out.write(options.json ? `${JSON.stringify(row)}\n` : lineOf(row, ports.zone));
    printed += chosen.length;
  }
  if (!options.json) ports.out.write(printed === 0 ? 'No entries.\n' : `${await ending(audit, printed, ports.zone)}\n`);
  return 0;
}

type Row = Awaited<ReturnType<Audit['append']>>;

function lineOf({ seq, at, actor, action, place, subject, ticket, outcome, ref }: Row, zone: string): string {
  const time = DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
  const parts = [
    `#${seq}`,
    time,
    actor,
    action,
    outcome,
    `in ${place ?? 'a modal or the Home tab'}`,
    ...(subject === null ? [] : [`about ${subject}`]),
    ...(ticket === null ? [] : [`ticket ${JSON.stringify(ticket)}`]),
    `ref ${ref}`,
  ];
  return `${parts.join('  ')}\n`;
}

async function ending(audit: Audit, printed: number, zone: string): Promise<string> {
  const head = await audit.head();
  return `${printed === 1 ? '1 entry' : `${printed} entries`}, times are ${zone}. Head: ${head?.seq}:${head?.hash}`;
}

async function verify(given: string | undefined, { state, out }: AuditPorts): Promise<number> {
  const known = given === undefined ? undefined : readHead(given);
  const wrong = await state.audit.verify(known);
  if (wrong !== null) {
    out.write(`${wrong}\n`);
    return 1;
  }
  const head = await state.audit.head();
  const against =
    known === undefined ? ' Give --head with a head that was noted elsewhere: only that shows cutting off.' : '';
  out.write(
    head === null
      ? 'The audit is empty.\n'
      : `The audit holds: ${head.seq} entries, head ${head.seq}:${head.hash}.${against}\n`,
  );
  return 0;
}

/** "9f86d0…" or "1234:9f86d0…", as the head is told every day and printed here. */
function readHead(text: string): { seq?: number; hash: string } {
  const found = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/i.exec(text.trim());
  if (found === null)
    throw new Fault(
      'bad_request',
      `--head: “${text}” isn’t a head: that is 64 hexadecimal digits, as whylogin tells it daily.`,
    );
  return { hash: found[2]!.toLowerCase(), ...(found[1] === undefined ? {} : { seq: Number(found[1]) }) };
}
