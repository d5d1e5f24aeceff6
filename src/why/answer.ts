import type { Cause } from '../causes/cause.ts';
import { CAUSE_IDS, type CauseId } from '../causes/ids.ts';
import type { Owner, State } from '../causes/terms.ts';
import { causeOf } from '../causes/vocabulary.ts';
import type { Explanation } from './explanation.ts';
import { formFor, whatHappened } from './happened.ts';
import { bold, calm, code, dated, folded, joined, type Line, type Piece, plain, sentence } from './lines.ts';

/**
 * An explanation laid out: what is said, in which order, how much of it. Slack and the terminal print the same
 * answer, each in its own marks.
 */
export interface Answer {
  /** The verdict; the first thing anybody reads. */
  headline: Line;
  /** Who acts, the state, how sure. */
  acts: Line;
  /** Proof first, then what follows from it. None is empty. */
  parts: Part[];
  /** To paste to the customer, word for word. */
  reply: string;
  /** What was looked at, and what that leaves out. */
  footer: Line[];
  /** The headline in plain words, for notifications and screen readers. */
  summary: string;
}

export interface Part {
  title: string | null;
  lines: Line[];
  form: 'bullets' | 'paragraph';
}

const FIRST = 3;
const NOTES = 4;

const OWNERS: Record<Owner, string> = {
  user: 'the person',
  support: 'support',
  tenant_admin: 'whoever runs Auth0 here',
  developer: 'the developers',
  idp_admin: 'whoever runs the identity provider',
  nobody: 'nobody',
};

const STATES: Record<State, string | null> = {
  failing: 'still failing',
  blocked: 'blocked',
  in_progress: 'a step is still open',
  resolved: 'over',
  none: null,
};

const CERTAINTY = { high: 'certain', medium: 'likely', low: 'cause open' } as const;

/** Lays an explanation out. Pure; every piece of text is as it stands in the explanation. */
export function layOut(explanation: Explanation): Answer {
  const { verdict, advice } = explanation;
  return {
    headline: sentence(verdict.headline, 'bold'),
    acts: actsLine(explanation),
    parts: [
      part('What happened', whatHappened(explanation), 'bullets'),
      part(null, not(explanation), 'paragraph'),
      part('What came before', changes(explanation), 'bullets'),
      part('What to do', advice.agent.length > 0 ? [sentence(advice.agent.join(' '))] : [], 'paragraph'),
      part(othersTitle(explanation), others(explanation), 'bullets'),
    ].filter(({ lines }) => lines.length > 0),
    reply: advice.customer,
    footer: footer(explanation),
    summary: calm(verdict.headline).replaceAll('`', ''),
  };
}

function part(title: string | null, lines: Line[], form: Part['form']): Part {
  return { title, lines, form };
}

/** What the vocabulary knows of a cause; null for one that it does not name. */
function known(cause: string): Cause | null {
  return (CAUSE_IDS as readonly string[]).includes(cause) ? causeOf(cause as CauseId) : null;
}

function actsLine(explanation: Explanation): Line {
  const { verdict, attempts } = explanation;
  const application = attempts.at(-1)?.application;
  // What breaks a connection is nothing that an application's developers wrote.
  const theirs = verdict.owner === 'developer' && known(verdict.cause)?.reach !== 'connection';
  const owner = theirs && application ? `the developers of ${application}` : OWNERS[verdict.owner];
  return joined(
    [
      [plain('Acts: '), bold(owner), ...(verdict.owner === 'user' ? [plain(' (you can help)')] : [])],
      ...[STATES[verdict.state]].filter((words) => words !== null).map((words) => [plain(words)]),
      ...affected(explanation),
      ...[certaintyOf(verdict)].filter((words) => words !== null).map((words) => [plain(words)]),
    ],
    ' · ',
  );
}

/** That nothing is known to have failed needs no certainty; that something did and nobody knows why does. */
function certaintyOf({ cause, confidence }: Explanation['verdict']): string | null {
  if (known(cause)?.family !== 'outcome' || cause === 'unclassified') return CERTAINTY[confidence];
  return confidence === 'low' ? 'not certain' : null;
}

/** "16 other people on this connection since 05:59" */
function affected({ asked, scope, at, verdict }: Explanation): Line[] {
  // The headline counts them already.
  if (known(verdict.cause)?.reach === 'ip') return [];
  const other = isAddress(asked) ? '' : 'other ';
  const people = scope.others === 1 ? `1 ${other}person` : `${scope.others.toLocaleString('en')} ${other}people`;
  const since: Piece[] =
    scope.since === null
      ? []
      : [plain(' since '), { at: Date.parse(scope.since), form: formFor(Date.parse(scope.since), at) }];
  if (scope.kind === 'everybody') return [[plain('everybody'), ...since]];
  if (scope.others === 0) return [];
  const where = {
    this_connection: ' on this connection',
    this_application: ' in this application',
    this_ip: ' at this address',
    this_user: '',
    unknown: '',
  }[scope.kind];
  return [[plain(`${people}${where}`), ...since]];
}

/** An address was asked about, not a person; to a channel it is told as its network. */
function isAddress(asked: string): boolean {
  return /^ip:/i.test(asked) || /\/\d+$/.test(asked);
}

/** What it is not, and that it is one person's where it could be everybody's: one line. */
function not({ verdict, ruledOut, scope }: Explanation): Line[] {
  const reach = known(verdict.cause)?.reach;
  const alone = scope.kind === 'this_user' && (reach === 'connection' || reach === 'application');
  const all = [...ruledOut.map(({ why }) => why.replace(/\.$/, '')), ...(alone ? ['Only this person'] : [])];
  const lines = all.map((words, i) => sentence(i > 0 ? words.replace(/^(?:Not?|A|Only) /, lower) : words));
  return lines.length > 0 ? [joined(lines, ' · ')] : [];
}

/** First words that are written small within a sentence; a name is not among them. */
const SMALL = /^(?:The|A|All|An|Asking|If|It|No|Nothing|Somebody|There|These|Two|Whoever) /;

function lower(word: string): string {
  return word.toLowerCase();
}

function changes({ changes: all, at }: Explanation): Line[] {
  const lines = all.map(({ date, text }): Line => {
    const moment = Date.parse(date);
    return [{ at: moment, form: formFor(moment, at) }, plain(' '), ...sentence(text)];
  });
  return folded(lines, 0, FIRST);
}

function othersTitle({ verdict, alternatives }: Explanation): string {
  if (verdict.state === 'resolved') return 'Before that';
  return alternatives.every(({ confidence }) => confidence === 'low') ? 'It could also be' : 'Also';
}

/** What is only possible is named first, as its sentence may say no more than why it cannot be excluded. */
function others({ alternatives }: Explanation): Line[] {
  const lines = alternatives.map(({ cause, confidence, why }) => {
    const name = confidence === 'low' ? known(cause)?.name : undefined;
    return name === undefined ? sentence(why) : [bold(name), plain(': '), ...sentence(why.replace(SMALL, lower))];
  });
  return folded(lines, FIRST, 0);
}

function footer({ asked, coverage, identities }: Explanation): Line[] {
  const rows = coverage.events === 1 ? '1 event' : `${coverage.events.toLocaleString('en')} events`;
  const complete = coverage.notes.length === 0 ? ', complete' : '';
  const connections = [...new Set(identities.map(({ connection }) => connection).filter((c) => c !== null))];
  const looked: Line = [
    plain(`Looked at: ${rows} ${/^log:/i.test(asked) ? 'around' : 'of'} `),
    code(asked),
    plain(', '),
    { at: Date.parse(coverage.from), form: 'day and time' },
    plain(' – '),
    { at: Date.parse(coverage.to), form: 'day and time' },
    plain(complete),
  ];
  const accounts: Line[] =
    identities.length > 1
      ? [
          [
            plain(`${identities.length} accounts: `),
            ...joined(
              folded(
                connections.map((c) => [code(c)]),
                FIRST,
                0,
              ),
              ', ',
            ),
          ],
        ]
      : [];
  return [
    looked,
    ...accounts,
    ...folded(
      coverage.notes.map((note) => dated(note)),
      NOTES,
      0,
    ),
  ];
}
