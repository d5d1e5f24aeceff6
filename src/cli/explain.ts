import { readFile } from 'node:fs/promises';
import { Fault } from '../errors.ts';
import { readEvents } from '../intake/file.ts';
import { type Profile, profileSchema } from '../live/profile.ts';
import type { EventStore } from '../store/port.ts';
import { type AnswerSources, answersFrom, type LiveKnowledge } from '../why/answers.ts';
import type { Explanation } from '../why/explanation.ts';
import { parseRules, type TenantRule } from '../why/rules.ts';
import { parseSubject } from '../why/subject.ts';
import { parseMoment, parseSpan } from './moment.ts';

export interface ExplainOptions {
  logs?: string[];
  at?: string;
  since: string;
  profile?: string;
  rules?: string;
}

async function fileOf(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : 'it cannot be read';
    throw new Fault('bad_input', `${option} ${path}: ${why}. Check the path.`, { cause: error });
  }
}

async function profileOf(path: string): Promise<Profile> {
  let json: unknown;
  try {
    json = JSON.parse(await fileOf('--profile', path));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      'bad_input',
      `--profile ${path} is not JSON. It holds what the Management API answered: {"users":[…],"blocks":[…]}.`,
    );
  }
  const read = profileSchema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  throw new Fault(
    'bad_input',
    `--profile ${path}: ${issue.path.join('.') || 'the whole'}: ${issue.message}. It holds arrays as the Management API returns them.`,
  );
}

/** The tenant's own texts out of a file; none without one. */
export async function rulesOf(path: string | undefined): Promise<TenantRule[]> {
  return path === undefined ? [] : parseRules(await fileOf('--rules', path), path);
}

/** Reads event files into a store (a throw-away one for `--logs`). */
export async function fill(store: EventStore, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for await (const batch of readEvents(path === '-' ? '-' : [path])) {
      await store.add(batch.arrivals);
      if (batch.odd.length > 0) await store.addOdd(batch.odd);
    }
  }
}

async function unasked(): Promise<LiveKnowledge> {
  return { profile: null, notes: [] };
}

/** Answers one question from the command line: `openStore` gives the tenant's store, `openEmpty` a throw-away one. */
export async function explainCommand(
  who: string,
  options: ExplainOptions,
  deps: {
    now: () => number;
    openStore: () => Promise<EventStore>;
    openEmpty: () => Promise<EventStore>;
    rules: string | undefined;
    /** What else is asked where the question is about now and the store: Auth0, and archives further back. */
    around: (store: EventStore) => Pick<AnswerSources, 'live' | 'reach'>;
  },
): Promise<Explanation> {
  const subject = parseSubject(who);
  const since = parseSpan(options.since);
  const asked = options.at === undefined ? null : parseMoment(options.at);
  const profile = options.profile === undefined ? null : await profileOf(options.profile);
  const rules = await rulesOf(options.rules ?? deps.rules);
  const store = options.logs?.length ? await deps.openEmpty() : await deps.openStore();
  try {
    if (options.logs?.length) await fill(store, options.logs);
    const event = subject.kind === 'event' ? await store.get(subject.logId) : null;
    const isNow = asked === null && event === null && !options.logs?.length;
    const around = isNow ? deps.around(store) : { live: unasked };
    const live = profile === null ? around.live : async () => ({ profile, notes: [] });
    const answers = answersFrom({ store, rules, ...around, live });
    return await answers.explain({ subject, at: asked ?? event?.at ?? deps.now(), since });
  } finally {
    await store.close();
  }
}
