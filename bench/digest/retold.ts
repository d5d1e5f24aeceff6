import { ORDER } from './labels.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** An attempt without success. */
export interface Left {
  cause: string;
  person: string | null;
  at: number;
  reached: string;
  back: number | null;
}

export interface Retold {
  causes: Record<string, { people: number; events: number }>;
  funnel: Record<string, { entered: number; left: number; topCause: string | null }>;
  recovery: Record<string, { people: number; inWithin10m: number; inWithin24h: number; notBack: number }>;
}

/** @param entered attempts by the step they came to @param at waits that end later count nowhere */
export function summed(left: readonly Left[], entered: Readonly<Record<string, number>>, at: number): Retold {
  const result: Retold = { causes: {}, funnel: {}, recovery: {} };
  for (const step of ORDER) {
    const here = left.filter(({ reached }) => reached === step);
    result.funnel[step] = { entered: entered[step]!, left: here.length, topCause: topOf(here) };
  }
  for (const [cause, mine] of listed(left)) {
    const firsts = firstsOf(mine);
    result.causes[cause] = { people: firsts.length, events: mine.length };
  }
  for (const [cause, mine] of listed(left.filter(({ person }) => person !== null))) {
    const firsts = firstsOf(mine);
    const share = (span: number, isIt: (one: Left) => boolean) => {
      const over = firsts.filter((one) => one.at + span <= at);
      return over.filter(isIt).length / over.length;
    };
    const within = (span: number) => share(span, ({ back, at: then }) => back !== null && back - then <= span);
    result.recovery[cause] = {
      people: firsts.length,
      inWithin10m: within(10 * MINUTE),
      inWithin24h: within(DAY),
      notBack: share(DAY, ({ back }) => back === null),
    };
  }
  return result;
}

/** By cause, the most people first, then by name; what is beyond ten is "other". */
function listed(left: readonly Left[]): [string, Left[]][] {
  const causes = [...new Set(left.map(({ cause }) => cause))].map((cause): [string, Left[]] => [
    cause,
    left.filter((one) => one.cause === cause),
  ]);
  causes.sort((a, b) => firstsOf(b[1]).length - firstsOf(a[1]).length || (a[0] < b[0] ? -1 : 1));
  const rest = causes.slice(10).flatMap(([, mine]) => mine);
  return rest.length === 0 ? causes : [...causes.slice(0, 10), ['other', rest]];
}

/** The cause of most people, then of most attempts, then by name. */
function topOf(left: readonly Left[]): string | null {
  const mine = (cause: string) => left.filter((one) => one.cause === cause);
  const [top] = [...new Set(left.map(({ cause }) => cause))]
    .map((cause) => ({ cause, people: firstsOf(mine(cause)).length, attempts: mine(cause).length }))
    .sort((a, b) => b.people - a.people || b.attempts - a.attempts || (a.cause < b.cause ? -1 : 1));
  return top?.cause ?? null;
}

/** Each person's first. */
function firstsOf(left: readonly Left[]): Left[] {
  const firsts = new Map<string, Left>();
  for (const one of [...left].sort((a, b) => a.at - b.at))
    if (one.person !== null && !firsts.has(one.person)) firsts.set(one.person, one);
  return [...firsts.values()];
}
