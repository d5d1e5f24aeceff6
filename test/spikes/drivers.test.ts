import { describe, expect, it } from 'vitest';
import type { IpPlaces } from '../../src/event/ip-places.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import { driversOf } from '../../src/spikes/drivers.ts';
import { betterLead, evidenceOf, type Gathered, gradeOf } from '../../src/spikes/evidence.ts';
import type { Incident, Member } from '../../src/spikes/incident.ts';
import { storyOf, titleOf } from '../../src/spikes/story.ts';
import { brokenCallback, everyday, gotIn, type Row, stuffing } from './little-tenant.ts';

const NOW = Date.parse('2026-10-15T10:00:00Z');
const MINUTE = 60_000;

const places: IpPlaces = {
  networkOf: (ip) => (ip.startsWith('198.51.100.') ? 'AS64500 Example Hosting' : 'AS64496 Example Broadband'),
  countryOf: (ip) => (ip.startsWith('198.51.100.') ? 'NL' : 'DE'),
};

function events(rows: readonly Row[]): LogEvent[] {
  return rows.flatMap((row) => {
    const read = normalize(row as Parameters<typeof normalize>[0]);
    return 'event' in read ? [read.event] : [];
  });
}

const member = (series: string): Member => ({
  series,
  openedAt: NOW + 3 * MINUTE,
  since: NOW,
  overAt: null,
  score: 12,
  seen: 200,
  usual: 30,
  spread: 2,
  peak: 7,
});

function incident(lead: string, more: Partial<Incident> = {}): Incident {
  return {
    id: 'spike-2026-10-15T10:03',
    kind: 'spike',
    openedAt: NOW + 3 * MINUTE,
    resolvedAt: null,
    members: [member(lead)],
    lead,
    family: 'credential_attack',
    severity: 'warning',
    marks: [],
    gotIn: 0,
    pings: 1,
    updates: 0,
    toldPeak: 7,
    refreshed: 0,
    ...more,
  };
}

const before = events(everyday({ logins: 8, failures: 4, from: NOW - 7 * 24 * 60 * MINUTE, minutes: 60 }));

function gathered(now: readonly Row[], more: Partial<Gathered> = {}): Gathered {
  return {
    until: NOW + 10 * MINUTE,
    minutes: 10,
    beforeMinutes: 60,
    now: events([...everyday({ logins: 8, failures: 4, from: NOW, minutes: 10, seed: 'now' }), ...now]),
    before,
    changes: [],
    ...more,
  };
}

describe('what drives a spike', () => {
  it('names the network and the device of an attack, not the connection that everybody uses', () => {
    const { evidence } = evidenceOf(incident('failed_login'), gathered(stuffing(NOW, 10, 40)), places);
    const named = evidence.drivers.map(({ value }) => value);
    expect(named).toContain('AS64500 Example Hosting');
    expect(named).toContain('python-requests');
    expect(named).not.toContain('Customers');
    const network = evidence.drivers.find(({ dimension }) => dimension === 'network')!;
    expect(network.share).toBeGreaterThan(0.8);
    expect(network.usualShare).toBe(0);
  });

  it('says nothing where everything rises alike', () => {
    const more = events(everyday({ logins: 8, failures: 24, from: NOW, minutes: 10, seed: 'more' }));
    const failed = more.filter(({ type }) => type === 'fp');
    const usual = before.filter(({ type }) => type === 'fp');
    expect(driversOf({ now: failed, before: usual, usual: usual.length / 6 }, places, true)).toEqual([]);
  });

  it('knows what is usual from all logins where the series itself is new', () => {
    const { evidence } = evidenceOf(incident('unknown_user'), gathered(stuffing(NOW, 10, 40)), places);
    expect(evidence.drivers.map(({ value }) => value)).toContain('AS64500 Example Hosting');
    expect(evidence.drivers.map(({ dimension }) => dimension)).not.toContain('cause');
  });

  it('shows an address whole only where it acted against five people and is no shared one', () => {
    const alone = (count: number): Row[] =>
      stuffing(NOW, 10, 40)
        .slice(0, count)
        .map((row) => ({ ...row, ip: '198.51.100.9' }));
    const nowhere: IpPlaces = { networkOf: () => null, countryOf: () => null };
    const shown = (rows: readonly Row[]) => {
      const { evidence } = evidenceOf(incident('unknown_user'), gathered(rows), nowhere);
      return evidence.drivers.map(({ value }) => value);
    };
    expect(shown(alone(200))).toContain('198.51.100.9');
    const office = Array.from({ length: 150 }, (_, i) => gotIn(NOW + i, `clerk${i}@example.com`, '198.51.100.9'));
    expect(shown([...alone(200), ...office])).not.toContain('198.51.100.9');
    expect(JSON.stringify(shown(alone(200)))).not.toContain('@');
  });

  it('counts who got in from there, and takes it as critical', () => {
    const rows = [...stuffing(NOW, 10, 40), gotIn(NOW + 5 * MINUTE)];
    const { evidence, suspects } = evidenceOf(incident('failed_login'), gathered(rows), places);
    const inside = events(rows).map((event) => suspects.insider(event));
    expect(inside.filter((person) => person !== null)).toEqual(['auth0|victim-who-reused']);
    expect(gradeOf(incident('failed_login'), { ...evidence, gotIn: 1 }).severity).toBe('critical');
    expect(gradeOf(incident('failed_login'), evidence).severity).toBe('warning');
  });

  it('does not take people of a shared office for attackers', () => {
    const office = '203.0.113.77';
    const home = events(Array.from({ length: 12 }, (_, i) => gotIn(NOW - i * MINUTE, `clerk${i}@example.com`, office)));
    const rows = stuffing(NOW, 10, 1).map((row) => ({ ...row, ip: office }));
    const { suspects } = evidenceOf(incident('failed_login'), gathered(rows, { before: [...before, ...home] }), places);
    expect(suspects.addresses.has(office)).toBe(false);
  });
});

describe('the lead', () => {
  const connection = 'connection:Customers';
  const leading = (rows: readonly Row[], ...series: string[]) => {
    const members = [member(connection), ...series.map((name, i) => ({ ...member(name), score: 9 + i }))];
    const subject = incident(connection, { members, family: 'configuration' });
    return betterLead(subject, evidenceOf(subject, gathered(rows), places).evidence)?.series;
  };

  it('goes from a connection that only showed an attack first to what is tried there', () => {
    expect(leading(stuffing(NOW, 10, 40), 'failed_login', 'unknown_user')).toBe('unknown_user');
    expect(leading(stuffing(NOW, 10, 40))).toBeUndefined();
  });

  it('stays where the connection itself is why', () => {
    const expired = stuffing(NOW, 10, 30).map((row) => ({
      ...row,
      type: 'f',
      strategy: 'waad',
      description: "AADSTS7000222: The provided client secret keys for app 'x' are expired.",
    }));
    expect(leading(expired, 'failed_login')).toBeUndefined();
  });
});

describe('the likely story', () => {
  const told = (lead: string, rows: readonly Row[], more: Partial<Gathered> = {}, about: Partial<Incident> = {}) => {
    const subject = incident(lead, about);
    return storyOf(subject, evidenceOf(subject, gathered(rows, more), places).evidence);
  };

  it('credential stuffing', () => {
    expect(told('unknown_user', stuffing(NOW, 10, 40)).likely).toBe('likely credential stuffing');
  });

  it('is told by the names that are tried, whichever series showed it first', () => {
    const known = stuffing(NOW, 10, 40).map((row) => ({ ...row, type: 'fp' }));
    for (const lead of ['wrong_password', 'failed_login']) {
      expect(told(lead, stuffing(NOW, 10, 40)).likely).toBe('likely credential stuffing');
      expect(told(lead, known).likely).toBe('likely guessing at known accounts');
    }
  });

  it('a broken callback, shortly after a change', () => {
    const [change, ...rows] = brokenCallback(NOW, 10, 30);
    const story = told('failed_login', rows, { changes: events([change!]) });
    expect(story.likely).toBe(
      'callback URL not allowed, in the application Mobile, shortly after a change of the tenant',
    );
    expect(story.look).toMatch(/undo it/);
  });

  it('calls an application by its name where only some rows carry it, else by its id', () => {
    const [, ...rows] = brokenCallback(NOW, 10, 30);
    const headOf = (now: readonly Row[]) => {
      const subject = incident('application:app_mobile', { family: 'configuration' });
      const { evidence } = evidenceOf(subject, gathered(now, { before: [] }), places);
      const drivers = evidence.drivers.filter(({ dimension }) => dimension === 'application');
      return { title: titleOf(subject, evidence), drivers };
    };
    const nameless = rows.map((row, i) => (i % 10 === 0 ? row : { ...row, client_name: undefined }));
    // That it is all in the application that leads, the title says.
    expect(headOf(nameless)).toEqual({ title: 'Failures in the application Mobile', drivers: [] });
    const unknown = rows.map((row) => ({ ...row, client_name: undefined }));
    expect(headOf(unknown).title).toBe('Failures in the application with the id app_mobile');
    expect(told('failed_login', unknown).likely).toContain('in the application with the id app_mobile');
  });

  it('an expired secret on one connection', () => {
    const rows = stuffing(NOW, 10, 30).map((row) => ({
      ...row,
      type: 'f',
      connection: 'northwind-entra',
      strategy: 'waad',
      description: "AADSTS7000222: The provided client secret keys for app 'x' are expired.",
    }));
    expect(told('failed_login', rows).likely).toMatch(/secret.*on the connection northwind-entra/);
  });

  it('logins missing on one connection', () => {
    const gone = gathered([]);
    const only = gone.now.filter(({ connection }) => connection !== 'Customers');
    const story = told('login', [], { now: only }, { kind: 'drop', family: 'outage' });
    expect(story.likely).toMatch(/an outage, or the log feed is late/);
  });

  it('one person who is asked to approve again and again', () => {
    expect(told('prompts_per_person', [], {}, { family: 'mfa_attack' }).look).toMatch(/Call the person/);
  });

  it('nothing where nothing stands out', () => {
    const rows = everyday({ logins: 0, failures: 30, from: NOW, minutes: 10, seed: 'all' });
    expect(told('wrong_password', rows).likely).not.toMatch(/credential stuffing/);
  });
});
