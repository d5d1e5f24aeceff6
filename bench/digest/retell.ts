import { ORDER, type Part, partOf, type RawRow, SOMETIMES, shownBy } from './labels.ts';
import { type Human, humansOf } from './raw-humans.ts';
import { type Left, type Retold, summed } from './retold.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** One pass through the login, as its rows tell it. */
interface Pass {
  rows: RawRow[];
  end: 'success' | 'failure' | null;
  reached: string;
  cause: string;
  reuse: boolean;
  exchanged: boolean;
}

/**
 * Causes, funnel and recovery of one week, told a second time from raw rows by plain code that shares nothing with
 * src/: what docs/digest.md says, and what each cause's telling evidence is. Sequences that it knows: a slip in the
 * name, a block after wrong passwords, an old password after a change, a reset that was not finished, a challenge that
 * nobody answered.
 * @param rows each once, in order @param at nothing after it is seen
 */
export function retell(rows: readonly RawRow[], week: { from: number; to: number }, at: number): Retold {
  const seen = rows.filter(({ date }) => {
    const moment = Date.parse(date);
    return moment >= week.from - 31 * DAY && moment < Math.min(week.to + DAY, at + 1);
  });
  const entered: Record<string, number> = Object.fromEntries(ORDER.map((step) => [step, 0]));
  const left: Left[] = [];
  for (const human of humansOf(seen, week.from - DAY)) {
    const passes = passesOf(human.rows.filter((row) => timeOf(row) >= week.from - DAY));
    const inWeek = passes.filter((pass) => endOf(pass) >= week.from && endOf(pass) < week.to && isOver(pass, at));
    for (const pass of inWeek) if (!pass.reuse) for (const step of stepsOf(pass)) entered[step]!++;
    left.push(...lostOf(human, passes, inWeek));
  }
  return summed(left, entered, Math.min(at, week.to + DAY - 1));
}

function passesOf(rows: readonly RawRow[]): Pass[] {
  const passes: Pass[] = [];
  for (const row of rows) {
    const part = partOf(row);
    if (part === null) continue;
    if (part.is === 'exchange' || row.type === 'feacft') {
      const login = passes.findLast(
        (pass) =>
          pass.end === 'success' &&
          !pass.exchanged &&
          timeOf(row) - endOf(pass) < MINUTE &&
          agree(row, pass, ['client_id', 'user_id']),
      );
      if (login !== undefined) {
        login.exchanged = true;
        add(login, row, part);
        continue;
      }
      if (part.is === 'exchange') continue;
    }
    const known = passes.findLast((pass) => goesOn(pass, row, part));
    if (known !== undefined) add(known, row, part);
    else {
      const pass: Pass = { rows: [], end: null, reached: 'identifier', cause: '', reuse: false, exchanged: false };
      passes.push(pass);
      add(pass, row, part);
    }
  }
  return passes;
}

function add(pass: Pass, row: RawRow, part: Part): void {
  if (part.is === 'reuse') pass.reuse = pass.rows.length === 0;
  pass.rows.push(row);
  if (part.is === 'failure') Object.assign(pass, { end: 'failure', reached: part.step, cause: part.cause });
  else if (part.is === 'login' || part.is === 'reuse') Object.assign(pass, { end: 'success', reached: 'token' });
  else if (part.is === 'exchange') pass.reached = 'application';
  else if (part.is === 'passed') pass.reached = 'action';
  else pass.reached = part.step;
}

/** After a success nothing goes on; after a rejection only the same one again. */
function goesOn(pass: Pass, row: RawRow, part: Part): boolean {
  const last = pass.rows.at(-1)!;
  if (pass.end === 'success') return false;
  if (pass.end === 'failure' && !(part.is === 'failure' && row.type === last.type)) return false;
  if (/^gd_start/.test(row.type) && pass.rows.some(({ type }) => type === row.type)) return false;
  const [before, now] = [known(pass, (each) => each.details?.transaction_id), row.details?.transaction_id];
  if (before && now) return before === now;
  const [session, own] = [known(pass, (each) => each.details?.session_id), row.details?.session_id];
  if (session && session === own) return timeOf(row) - timeOf(last) < 60 * MINUTE && agree(row, pass, ['user_id']);
  return (
    timeOf(row) - timeOf(last) <= 10 * MINUTE &&
    agree(row, pass, ['user_id', 'ip', 'user_agent', 'client_id', 'connection'])
  );
}

function agree(
  row: RawRow,
  pass: Pass,
  fields: readonly ('user_id' | 'ip' | 'user_agent' | 'client_id' | 'connection')[],
) {
  return fields.every((field) => {
    const before = known(pass, (each) => said(each, field));
    const now = said(row, field);
    return !before || !now || before === now;
  });
}

function said(row: RawRow, field: 'user_id' | 'ip' | 'user_agent' | 'client_id' | 'connection') {
  return row[field] || (field === 'connection' ? row.details?.prompts?.[0]?.connection : undefined);
}

function known(pass: Pass, of: (row: RawRow) => string | null | undefined): string | null {
  return pass.rows.map(of).findLast((value) => value) ?? null;
}

function isOver({ end, reached, rows }: Pass, at: number): boolean {
  return end !== null || at - timeOf(rows.at(-1)!) >= (reached === 'mfa_challenge' ? 5 : 10) * MINUTE;
}

function stepsOf({ reached, rows }: Pass): Set<string> {
  const way = ORDER.slice(0, ORDER.indexOf(reached) + 1).filter((step) => !SOMETIMES.has(step));
  return new Set([...way, reached, ...rows.flatMap(shownBy)]);
}

/** Attempts without success, each with its cause as it shows when its episode ends. */
function lostOf(human: Human, all: readonly Pass[], inWeek: readonly Pass[]): Left[] {
  const lost = inWeek.filter(({ end }) => end !== 'success').sort((a, b) => endOf(a) - endOf(b));
  const successes = all.filter(({ end, reuse }) => end === 'success' && !reuse).map(endOf);
  const logins = human.rows.filter((row) => partOf(row)?.is === 'login').map(timeOf);
  // An answer looks back to the day before the week.
  const wrongs = all.filter(({ cause }) => cause === 'wrong_password').sort((a, b) => endOf(a) - endOf(b));
  return lost.map((pass, i) => {
    const until = episodeEnd(lost, i, successes);
    return {
      cause: causeOf(human, pass, { first: firstOf(lost, i, successes), until, wrong: wrongs[0]! }),
      person: personOf(pass, human),
      at: endOf(pass),
      reached: pass.reached,
      back: logins.find((login) => login > endOf(pass)) ?? null,
    };
  });
}

function together(a: Pass, b: Pass, successes: readonly number[]): boolean {
  return endOf(b) - endOf(a) <= DAY && !successes.some((at) => at > endOf(a) && at <= endOf(b));
}

function episodeEnd(lost: readonly Pass[], i: number, successes: readonly number[]): number {
  while (i + 1 < lost.length && together(lost[i]!, lost[i + 1]!, successes)) i++;
  return endOf(lost[i]!);
}

function firstOf(lost: readonly Pass[], i: number, successes: readonly number[]): number {
  while (i > 0 && together(lost[i - 1]!, lost[i]!, successes)) i--;
  return endOf(lost[i]!);
}

/** @param first of the episode; wrong: the first wrong password that is looked at */
function causeOf(
  { rows, slips }: Human,
  pass: Pass,
  { first, until, wrong }: { first: number; until: number; wrong: Pass },
): string {
  const last = pass.rows.at(-1)!;
  if (pass.end === null) return pass.reached === 'mfa_challenge' ? 'mfa_challenge_unanswered' : 'unclassified';
  if (pass.cause === 'unknown_user' && slips.has(last)) return 'identifier_typo';
  if (pass.cause !== 'wrong_password') return pass.cause;
  const before = (type: string, moment: number) => rows.findLast((row) => row.type === type && timeOf(row) < moment);
  const since = (moment: number, isIt: (row: RawRow) => boolean) =>
    rows.some((row) => timeOf(row) > moment && timeOf(row) <= until && isIt(row));
  const blocked = before('limit_wc', until + 1);
  // The wrong passwords that led to it are those from its address.
  const led = rows.find((row) => row.type === 'fp' && row.ip === blocked?.ip && timeOf(row) >= first);
  if (blocked && timeOf(blocked) >= first && endOf(pass) >= timeOf(led ?? blocked)) return 'brute_force_blocked';
  const asked = before('scpr', until);
  const isFinished = (row: RawRow) => row.type === 'scp' || partOf(row)?.is === 'login';
  if (asked && timeOf(asked) > first - 2 * DAY && !since(timeOf(asked), isFinished)) return 'reset_not_completed';
  const changed = before('scp', endOf(wrong));
  if (changed === undefined || endOf(wrong) - timeOf(changed) >= 30 * DAY) return pass.cause;
  // Whoever has used the new password in that browser mistypes as anybody does.
  const used = rows.find((row) => partOf(row)?.is === 'login' && timeOf(row) > timeOf(changed));
  const isOld =
    used === undefined || timeOf(used) >= timeOf(wrong.rows[0]!) || used.user_agent !== wrong.rows[0]!.user_agent;
  const askedAgain = since(timeOf(changed), (row) => row.type === 'scpr');
  if (isOld && !askedAgain) return 'stale_password';
  return pass.cause;
}

/** By user id, else by name, of the row that ended it; else of any; else of whoever it was found to be. */
function personOf({ rows }: Pass, { id }: Human): string | null {
  for (const row of [...rows].reverse()) {
    const person = row.user_id || row.user_name?.toLowerCase();
    if (person) return person;
  }
  return id;
}

function endOf({ rows }: Pass): number {
  return timeOf(rows.at(-1)!);
}

function timeOf({ date }: RawRow): number {
  return Date.parse(date);
}
