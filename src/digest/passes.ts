import { isBesidePasses, PASS_TYPES, STEP_TYPES } from '../why/roles.ts';
import { NOBODY } from '../why/story.ts';
import { APART, EXCHANGE } from '../why/tries.ts';
import { ByNumber } from './by-number.ts';
import type { Row } from './rows.ts';
import { OPTIONAL, type OptionalStep, stepOfType, stepsOfPrompts } from './steps.ts';

/** What ended well in a week: attempts, those whose code was exchanged, and those that passed each optional step. */
export interface Passed {
  attempts: number;
  exchanged: number;
  through: Record<OptionalStep, number>;
}

/** A row that may belong to somebody who is known by other rows. Texts by number. */
export interface LooseRow {
  key: number;
  at: number;
  type: string;
  person: number;
  ip: number;
  userAgent: number;
  clientId: number;
}

interface Success {
  at: number;
  exchangedAt: number | null;
  clientId: number;
  reuse: boolean;
  wanted: boolean;
  /** Bits of OPTIONAL. */
  through: number;
}

interface Steps {
  at: number;
  ip: number;
  userAgent: number;
  clientId: number;
  connection: number;
  person: number;
  through: number;
  started: boolean;
}

/** The beginning of each stretch of counts in `#counts`: attempts, exchanged, then OPTIONAL. */
const WIDTH = 2 + OPTIONAL.length;
const STARTS = ['gd_start_auth', 'gd_start_enroll'];

/**
 * Most people's weeks hold nothing but passes that went well, in one go. Those are counted here, row by row, as
 * `rebuildTries` would; whoever has anything else in the week is handed over to it whole.
 */
export class CleanPasses {
  /** People whose passes have to be rebuilt. */
  readonly troubled = new Set<number>();
  /** Rows that mean trouble and name nobody, or only what somebody typed. */
  readonly unnamed: LooseRow[] = [];
  readonly typed: LooseRow[] = [];
  readonly #within: (at: number) => boolean;
  readonly #promptsOf: (number: number) => string | null;
  readonly #loginRequired: number;
  readonly #steps = new Map<number, Steps>();
  readonly #successes = new Map<number, Success[]>();
  readonly #prompts = new Map<number, number>();
  /** By person: stretches of WIDTH. */
  readonly #counts = new ByNumber();

  /**
   * @param within whether an attempt that ended at a moment belongs to the week
   * @param text of a number
   * @param loginRequired the number of that text: an application asked for a session in vain
   */
  constructor(within: (at: number) => boolean, text: (number: number) => string | null, loginRequired: number) {
    this.#within = within;
    this.#promptsOf = text;
    this.#loginRequired = loginRequired;
  }

  see(row: Row): void {
    const { code } = row.type;
    if (code === 'seacft') this.#exchange(row);
    else if (row.login || (row.reuse && code !== 'ssa')) this.#success(row);
    else if (this.#isStep(row)) this.#step(row);
    else if (this.#isTrouble(row)) this.#trouble(row);
  }

  /** To be called after the last row: what was begun and led nowhere is trouble. */
  finish(): void {
    for (const { person } of this.#steps.values()) this.troubled.add(person);
    for (const [person, successes] of this.#successes) for (const success of successes) this.#count(person, success);
    this.#successes.clear();
  }

  /** @param rebuilt people whose passes are counted elsewhere */
  passed(rebuilt: ReadonlySet<number>): Passed {
    const sums = new Array<number>(WIDTH).fill(0);
    this.#counts.forEach((count, index) => {
      if (!rebuilt.has(Math.floor(index / WIDTH))) sums[index % WIDTH]! += count;
    });
    const [attempts, exchanged, ...through] = sums;
    return {
      attempts: attempts!,
      exchanged: exchanged!,
      through: Object.fromEntries(OPTIONAL.map((step, i) => [step, through[i]!])) as Passed['through'],
    };
  }

  #isStep({ type, failed, error }: Row): boolean {
    if (STEP_TYPES.has(type.code) || PASS_TYPES.has(type.code)) return true;
    // The password grant says "mfa_required" where another step follows.
    return type.loginAttempt && type.outcome === 'failure' && !failed && type.code !== 'fco' && error !== 0;
  }

  #isTrouble({ type, error }: Row): boolean {
    if (type.outcome !== 'failure' || isBesidePasses(type.code)) return false;
    return !(type.code === 'fsa' && error === this.#loginRequired);
  }

  #trouble(row: Row): void {
    if (row.person !== 0) this.troubled.add(row.person);
    else if (!NOBODY.has(row.type.code)) this.unnamed.push(loose(row));
    if (row.identifier !== 0 && row.userId === 0) this.typed.push(loose(row));
  }

  #step(row: Row): void {
    if (row.person === 0) return;
    const key = stepsKey(row);
    const open = this.#steps.get(key);
    const starts = STARTS.includes(row.type.code);
    const step = stepOfType(row.type.code);
    const through = step === null ? 0 : 1 << OPTIONAL.indexOf(step);
    if (open === undefined) {
      const { at, ip, userAgent, clientId, connection, person } = row;
      this.#steps.set(key, { at, ip, userAgent, clientId, connection, person, through, started: starts });
      return;
    }
    if (!follows(open, row) || (open.started && starts)) this.troubled.add(row.person);
    open.at = row.at;
    open.clientId ||= row.clientId;
    open.connection ||= row.connection;
    open.through |= through;
    open.started ||= starts;
  }

  #success(row: Row): void {
    if (row.person === 0) return;
    // A code is sent to a name; the login with it has the user id too.
    const through = this.#end(row, row.person) | this.#end(row, -row.identifier) | this.#shownBy(row.prompts);
    const success: Success = {
      at: row.at,
      exchangedAt: null,
      clientId: row.clientId,
      reuse: row.reuse,
      wanted: row.wanted,
      through,
    };
    const open = this.#successes.get(row.person);
    if (open === undefined) {
      this.#successes.set(row.person, [success]);
      return;
    }
    // Oldest first: those whose code can no longer be exchanged have become what they are.
    while (open.length > 0 && row.at - open[0]!.at >= EXCHANGE) this.#count(row.person, open.shift()!);
    open.push(success);
  }

  /** The steps that a success ends. */
  #end(row: Row, key: number): number {
    const open = this.#steps.get(key);
    if (open === undefined) return 0;
    this.#steps.delete(key);
    if (row.reuse || !follows(open, row)) {
      this.troubled.add(row.person);
      this.troubled.add(open.person);
    }
    return open.through;
  }

  #exchange(row: Row): void {
    const login = this.#successes
      .get(row.person)
      ?.findLast(
        ({ at, exchangedAt, clientId }) =>
          exchangedAt === null &&
          row.at - at < EXCHANGE &&
          (clientId === 0 || row.clientId === 0 || clientId === row.clientId),
      );
    if (login !== undefined) login.exchangedAt = row.at;
  }

  #count(person: number, { at, exchangedAt, reuse, wanted, through }: Success): void {
    if (reuse || !wanted || !this.#within(exchangedAt ?? at)) return;
    const base = person * WIDTH;
    this.#counts.add(base, 1);
    if (exchangedAt !== null) this.#counts.add(base + 1, 1);
    for (let i = 0; i < OPTIONAL.length; i++) if (through & (1 << i)) this.#counts.add(base + 2 + i, 1);
  }

  #shownBy(prompts: number): number {
    if (prompts === 0) return 0;
    let bits = this.#prompts.get(prompts);
    if (bits === undefined) {
      const steps = stepsOfPrompts(this.#promptsOf(prompts)?.split('\n') ?? null);
      bits = steps.reduce((all, step) => all | (1 << OPTIONAL.indexOf(step)), 0);
      this.#prompts.set(prompts, bits);
    }
    return bits;
  }
}

/** Steps of somebody who is known by name alone so far go by that name. */
function stepsKey({ userId, person, identifier }: Row): number {
  return userId === 0 ? -identifier : person;
}

/** Goes on in the same browser and the same login, soon enough. Rows may lack any of that. */
function follows(open: Steps, row: Row): boolean {
  const same = (a: number, b: number) => a === 0 || b === 0 || a === b;
  return (
    row.at - open.at <= APART &&
    same(open.ip, row.ip) &&
    same(open.userAgent, row.userAgent) &&
    same(open.clientId, row.clientId) &&
    same(open.connection, row.connection)
  );
}

function loose({ key, at, type, person, ip, userAgent, clientId }: Row): LooseRow {
  return { key, at, type: type.code, person, ip, userAgent, clientId };
}
