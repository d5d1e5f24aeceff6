import { describe, expect, it } from 'vitest';
import { Board, type Move } from '../../src/spikes/board.ts';
import { Crowds } from '../../src/spikes/crowds.ts';
import { Prompts } from '../../src/spikes/prompts.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-10-15T10:00:00Z');
const at = (minute: number) => START + minute * MINUTE;

function move(series: string, turn: Move['turn'], more: Partial<Move> = {}): Move {
  return {
    series,
    family: 'credential_attack',
    kind: 'spike',
    turn,
    since: START - MINUTE,
    score: 8,
    seen: 100,
    usual: 20,
    spread: 2,
    peak: 5,
    ...more,
  };
}

describe('Board', () => {
  it('makes one incident of series that move together, led by the rarest', () => {
    const board = new Board();
    const first = board.step(
      at(1),
      at(1),
      [move('failed_login', 'opened'), move('unknown_user', 'opened', { score: 30 })],
      [],
    );
    expect(first.map(({ what }) => what)).toEqual(['opened']);
    board.step(at(4), at(4), [move('signup_failure', 'opened', { family: 'signup_attack' })], []);
    const [incident] = board.incidents;
    expect(incident).toMatchObject({
      id: 'spike-2026-10-15T10:01',
      lead: 'unknown_user',
      family: 'credential_attack',
      severity: 'warning',
      pings: 1,
      updates: 1,
    });
    expect(incident!.members.map(({ series }) => series)).toEqual(['failed_login', 'unknown_user', 'signup_failure']);
  });

  it('is over when every series is', () => {
    const board = new Board();
    board.step(at(1), at(1), [move('failed_login', 'opened'), move('unknown_user', 'opened')], []);
    expect(board.step(at(20), at(20), [move('unknown_user', 'over')], []).map(({ what }) => what)).not.toContain(
      'over',
    );
    const [over] = board.step(at(22), at(22), [move('failed_login', 'over')], []);
    expect(over).toMatchObject({ what: 'over', incident: { resolvedAt: at(22) } });
  });

  it('goes on with what begins again within half an hour, without a second ping', () => {
    const board = new Board();
    board.step(at(1), at(1), [move('failed_login', 'opened')], []);
    board.step(at(20), at(20), [move('failed_login', 'over')], []);
    const [again] = board.step(at(45), at(45), [move('failed_login', 'opened')], []);
    expect(again).toMatchObject({ what: 'again', incident: { pings: 1, resolvedAt: null } });
    board.step(at(60), at(60), [move('failed_login', 'over')], []);
    const [other] = board.step(at(100), at(100), [move('failed_login', 'opened')], []);
    expect(other!.what).toBe('opened');
  });

  it('keeps a drop and a spike apart', () => {
    const board = new Board();
    const notices = board.step(
      at(1),
      at(1),
      [
        move('failed_login', 'opened'),
        move('login', 'opened', { kind: 'drop', family: 'outage', seen: 0, usual: 80, peak: 0 }),
      ],
      [],
    );
    expect(notices.map(({ incident }) => [incident.kind, incident.severity])).toEqual([
      ['spike', 'warning'],
      ['drop', 'critical'],
    ]);
  });

  it('calls a fall critical once five minutes show that nearly nothing is left', () => {
    const board = new Board();
    const fall = { kind: 'drop', family: 'outage', since: START - 4 * MINUTE, seen: 70, usual: 200 } as const;
    const [dip] = board.step(at(1), at(1), [move('login', 'opened', { ...fall, peak: 0.35 })], []);
    expect(dip!.incident.severity).toBe('warning');
    const standing = [{ series: 'login', peak: 0.3 }];
    expect(board.step(at(2), at(2), [], standing).map(({ what }) => what)).toEqual(['refreshed']);
    const deeper = board.step(at(3), at(3), [], [{ series: 'login', peak: 0.1 }]);
    expect(deeper.map(({ what, incident }) => [what, incident.severity, incident.pings])).toEqual([
      ['critical', 'critical', 2],
    ]);
    expect(board.step(at(4), at(4), [], standing).map(({ what }) => what)).not.toContain('critical');
  });

  it('does not judge a quiet fall by five minutes that are empty anyway', () => {
    const board = new Board();
    const quiet = { kind: 'drop', family: 'outage', since: START - 90 * MINUTE, seen: 10, usual: 30, peak: 0 } as const;
    const [fall] = board.step(at(1), at(1), [move('login', 'opened', quiet)], []);
    expect(fall!.incident.severity).toBe('warning');
    board.step(at(2), at(2), [], [{ series: 'login', peak: 0 }]);
    expect(fall!.incident).toMatchObject({ severity: 'warning', pings: 1 });
  });

  it('says once that it is twice as bad, after its size has shown', () => {
    const board = new Board();
    const said: string[] = [];
    const peaks = [3, 6, 9, 9, 9, 9, 9, 9, 20, 20, 20, 20];
    board.step(at(0), at(0), [move('failed_login', 'opened')], []);
    for (const [i, peak] of peaks.entries())
      said.push(...board.step(at(i + 1), at(i + 1), [], [{ series: 'failed_login', peak }]).map(({ what }) => what));
    expect(said.filter((what) => what === 'worse')).toHaveLength(1);
  });

  it('pings a second time only when it becomes critical, and once', () => {
    const board = new Board();
    const [{ incident } = { incident: undefined! }] = board.step(at(1), at(1), [move('failed_login', 'opened')], []);
    const critical = { family: 'credential_attack', severity: 'critical' } as const;
    expect(board.grade(incident, critical, at(5)).map(({ what }) => what)).toEqual(['critical']);
    expect(board.grade(incident, critical, at(6))).toEqual([]);
    expect(board.grade(incident, { family: 'credential_attack', severity: 'warning' }, at(7))).toEqual([]);
    expect(incident).toMatchObject({ severity: 'critical', pings: 2 });
  });

  it('pings once where it is critical from the first moment on', () => {
    const board = new Board();
    const [{ incident } = { incident: undefined! }] = board.step(at(1), at(1), [move('failed_login', 'opened')], []);
    expect(board.grade(incident, { family: 'credential_attack', severity: 'critical' }, at(1))).toEqual([]);
    expect(incident.pings).toBe(1);
  });

  it('marks what was found only afterwards, and what stays', () => {
    const board = new Board();
    board.step(at(1), at(60), [move('failed_login', 'opened')], []);
    const [notice] = board.step(at(361), at(361), [move('failed_login', 'new_level')], []);
    expect(notice).toMatchObject({ what: 'new_level', incident: { marks: ['past', 'new_level'] } });
  });
});

describe('Crowds', () => {
  const minutes = (crowds: Crowds, from: number, people: readonly number[], key = '198.51.100.9') =>
    people.flatMap((count, i) => {
      for (let n = 0; n < count; n++) crowds.add(from + i, key, `person${i}-${n}@example.com`);
      return crowds.close(from + i).map(({ turn }) => [i, turn]);
    });

  it('finds an address that tries many people, and its end', () => {
    const crowds = new Crowds('people_per_ip');
    const found = minutes(crowds, 1_000, [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(found).toEqual([
      [expect.toSatisfy((minute: number) => minute <= 8), 'opened'],
      [expect.any(Number), 'over'],
    ]);
  });

  it('is used to an office that has many every morning', () => {
    const crowds = new Crowds('people_per_ip');
    for (let day = 0; day < 5; day++) minutes(crowds, day * 1440, Array(30).fill(1));
    expect(
      minutes(
        crowds,
        5 * 1440,
        Array(30)
          .fill(1.6)
          .map((n, i) => (i % 5 < 3 ? 2 : Math.floor(n))),
      ),
    ).toEqual([]);
  });

  it('remembers that over a restart', () => {
    const crowds = new Crowds('people_per_ip');
    for (let day = 0; day < 5; day++) minutes(crowds, day * 1440, Array(70).fill(1));
    const restarted = new Crowds('people_per_ip');
    restarted.restore(crowds.save());
    expect(minutes(restarted, 5 * 1440, Array(30).fill(2))).toEqual([]);
  });
});

describe('Prompts', () => {
  /** Most people get one prompt, some two. */
  function usual(prompts: Prompts, from: number, minutesLong: number): void {
    for (let minute = from; minute < from + minutesLong; minute++) {
      prompts.add(minute, `customer${minute}@example.com`);
      if (minute % 4 === 0) prompts.add(minute, `customer${minute}@example.com`);
      expect(prompts.close(minute)).toEqual([]);
    }
  }

  it.each([
    ['three a minute', (minute: number) => 3 * Number(minute >= 0), 6],
    ['one every other minute', (minute: number) => Number(minute % 2 === 0), 40],
  ])('finds one person who gets %s', (_name, perMinute, within) => {
    const prompts = new Prompts();
    usual(prompts, 0, 800);
    let found: number | null = null;
    for (let minute = 0; minute < 60 && found === null; minute++) {
      for (let n = 0; n < perMinute(minute); n++) prompts.add(800 + minute, 'victim@example.com');
      if (prompts.close(800 + minute).length > 0) found = minute;
    }
    expect(found).toBeLessThanOrEqual(within);
    expect(prompts.open).toEqual(['victim@example.com']);
  });
});
