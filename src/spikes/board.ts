import { type Incident, type Member, mannerOf, type Notice, type Severity, worse } from './incident.ts';
import type { Kind } from './kind.ts';
import { type Family, seriesOf } from './series.ts';

const MINUTE = 60_000;
/** What begins again so soon after the end is the same incident. */
const AGAIN = 30 * MINUTE;
/** Found so long after it began: nobody could look earlier. */
const PAST = 15 * MINUTE;
/** Minutes after the beginning at which the message is brought up to date without cause: less often the longer it lasts. */
const REFRESH = [1, 2, 5, 10, 20, 40, 80, 160, 320];
/** How far it goes shows after a few minutes only; from there on, twice as far is worse. */
const SETTLED = 6 * MINUTE;
/** Less than this share of the usual is left: nearly everybody is shut out. */
const NEARLY_ALL = 0.2;
/** Events that must be usual in five minutes for these alone to show that. */
const ENOUGH = 10;
/** A fall is worse when twice as much is missing of what was still there. */
const TWICE = 2;

/** What one series did in a step. */
export interface Move {
  series: string;
  family: Family;
  kind: Kind;
  turn: 'opened' | 'over' | 'new_level';
  since: number;
  score: number;
  seen: number;
  usual: number;
  spread: number;
  peak: number;
}

/** Where an open series stands: the furthest from the usual so far. */
export interface Standing {
  series: string;
  peak: number;
}

/** Groups what single series do into incidents of the tenant, one for rises and one for falls at a time. */
export class Board {
  #incidents: Incident[];

  /** @param incidents those of an earlier run that may still go on */
  constructor(incidents: readonly Incident[] = []) {
    this.#incidents = [...incidents];
  }

  /** Those that go on or ended so lately that they may go on. */
  get incidents(): readonly Incident[] {
    return this.#incidents;
  }

  open(kind: Kind): Incident | undefined {
    return this.#incidents.find((incident) => incident.kind === kind && incident.resolvedAt === null);
  }

  /**
   * Takes one step in.
   * @param at the end of the step, epoch ms
   * @param now when it is known: later than `at` where nobody could look
   */
  step(at: number, now: number, moves: readonly Move[], standing: readonly Standing[]): Notice[] {
    this.#incidents = this.#incidents.filter(({ resolvedAt }) => resolvedAt === null || at - resolvedAt <= AGAIN);
    const notices: Notice[] = [];
    for (const kind of ['spike', 'drop'] as const) {
      const incident = this.open(kind);
      for (const { series, peak } of standing) {
        const member = incident?.members.find((each) => each.series === series && each.overAt === null);
        if (member !== undefined) member.peak = peak;
      }
      const opened = moves.filter((move) => move.kind === kind && move.turn === 'opened');
      if (opened.length > 0) notices.push(this.#opened(at, now, kind, opened));
      const closed = moves.filter((move) => move.kind === kind && move.turn !== 'opened');
      if (closed.length > 0) notices.push(...this.#closed(at, kind, closed));
    }
    for (const incident of this.#incidents)
      if (incident.resolvedAt === null && !notices.some((notice) => notice.incident === incident))
        notices.push(...this.#goingOn(at, incident));
    for (const notice of notices) count(notice);
    return notices;
  }

  /** Evidence says what it is and how grave. Never less grave than it was said to be. */
  grade(incident: Incident, { family, severity }: { family: Family; severity: Severity }, at: number): Notice[] {
    incident.family = family;
    if (!worse(severity, incident.severity)) return [];
    incident.severity = severity;
    // Known as it is said for the first time, it is said once; and what is over wakes nobody.
    if (severity !== 'critical' || incident.openedAt === at || incident.resolvedAt !== null) return [];
    const notice: Notice = { incident, what: 'critical', at };
    count(notice);
    return [notice];
  }

  /** Evidence says that this member shows better what goes on. */
  lead(incident: Incident, { series, peak }: Member): void {
    incident.lead = series;
    incident.family = seriesOf(series).family;
    incident.toldPeak = peak;
  }

  #opened(at: number, now: number, kind: Kind, moves: readonly Move[]): Notice {
    const members = moves.map((move): Member => memberOf(move, at));
    const before = this.#incidents.findLast((incident) => incident.kind === kind);
    if (before === undefined) {
      const first = moves.reduce((most, move) => (move.score > most.score ? move : most));
      const incident: Incident = {
        id: `${kind}-${new Date(at).toISOString().slice(0, 16)}`,
        kind,
        openedAt: at,
        resolvedAt: null,
        members,
        lead: first.series,
        family: first.family,
        severity: severityOf(first, at),
        marks: now - at > PAST ? ['past'] : [],
        gotIn: 0,
        pings: 0,
        updates: 0,
        toldPeak: first.peak,
        refreshed: 0,
      };
      this.#incidents.push(incident);
      return { incident, what: 'opened', at };
    }
    const again = before.resolvedAt !== null;
    before.resolvedAt = null;
    for (const member of members) {
      const known = before.members.find(({ series }) => series === member.series);
      if (known === undefined) before.members.push(member);
      else {
        known.overAt = null;
        known.peak = further(kind, known.peak, member.peak);
      }
    }
    return { incident: before, what: again ? 'again' : 'joined', at };
  }

  #closed(at: number, kind: Kind, moves: readonly Move[]): Notice[] {
    const incident = this.open(kind);
    if (incident === undefined) return [];
    for (const move of moves) {
      const member = incident.members.find(({ series }) => series === move.series);
      if (member === undefined) continue;
      member.overAt = at;
      member.peak = further(kind, member.peak, move.peak);
      if (move.turn === 'new_level' && !incident.marks.includes('new_level')) incident.marks.push('new_level');
    }
    if (incident.members.some(({ overAt }) => overAt === null)) return [];
    incident.resolvedAt = at;
    return [{ incident, what: incident.marks.includes('new_level') ? 'new_level' : 'over', at }];
  }

  #goingOn(at: number, incident: Incident): Notice[] {
    const age = at - incident.openedAt;
    const lead = incident.members.find(({ series }) => series === incident.lead)!;
    const due = REFRESH.filter((minutes) => age >= minutes * MINUTE).length;
    const refresh = due > incident.refreshed;
    incident.refreshed = due;
    if (incident.kind === 'drop' && incident.severity !== 'critical' && isNearlyAll(lead)) {
      incident.severity = 'critical';
      incident.toldPeak = lead.peak;
      return [{ incident, what: 'critical', at }];
    }
    if (age < SETTLED) incident.toldPeak = lead.peak;
    else if (isTwice(incident, lead.peak)) {
      incident.toldPeak = lead.peak;
      return [{ incident, what: 'worse', at }];
    }
    return refresh ? [{ incident, what: 'refreshed', at }] : [];
  }
}

function count({ incident, what }: Notice): void {
  const manner = mannerOf(what);
  if (manner === 'ping') incident.pings += 1;
  else incident.updates += manner === 'edit' ? 1 : 2;
}

function memberOf({ series, since, score, seen, usual, spread, peak }: Move, at: number): Member {
  return { series, openedAt: at, since, overAt: null, score, seen, usual, spread, peak };
}

function further(kind: Kind, a: number, b: number): number {
  return kind === 'spike' ? Math.max(a, b) : Math.min(a, b);
}

function isTwice({ kind, toldPeak }: Incident, peak: number): boolean {
  return kind === 'spike' ? peak >= TWICE * toldPeak : peak <= toldPeak / TWICE && toldPeak > 0.1;
}

/** Before anything is known of who got in: the end of nearly all logins is critical, more sign-ups are news. */
function severityOf(move: Move, at: number): Severity {
  const { kind, series, family } = move;
  if (kind === 'drop') return isNearlyAll(memberOf(move, at)) ? 'critical' : 'warning';
  return family === 'signup_attack' && series === 'signup' ? 'notice' : 'warning';
}

/** A brief dip of a release leaves more over five minutes than an outage does. */
function isNearlyAll({ openedAt, since, seen, usual, peak }: Member): boolean {
  const inFive = (usual * 5 * MINUTE) / Math.max(MINUTE, openedAt - since);
  return (inFive < ENOUGH ? seen / usual : peak) < NEARLY_ALL;
}
