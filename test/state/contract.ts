import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/state/audit.ts';
import type { State } from '../../src/state/port.ts';
import type { Watch } from '../../src/state/watches.ts';

const START = Date.UTC(2026, 9, 6, 8);
const MINUTE = 60_000;

/** Opens one database again and again, as several processes do. */
export type Opener = (options: { now: () => number }) => Promise<State>;

/** What the state does, wherever it lies. `database` gives a new and empty one. */
export function stateContract(name: string, database: () => Promise<Opener>): void {
  describe(name, () => {
    let now = START;
    let open: () => Promise<State>;
    let opened: State[];
    let state: State;

    beforeEach(async () => {
      now = START;
      opened = [];
      const opener = await database();
      open = async () => {
        const another = await opener({ now: () => now });
        opened.push(another);
        return another;
      };
      state = await open();
    });
    afterEach(() => Promise.all(opened.map((each) => each.close())));

    /** So many processes over one database, started at the same moment. */
    const replicas = (count: number) => Promise.all(Array.from({ length: count }, open));

    it('keeps what it was told over a restart', async () => {
      await state.cursors.set('logs:poll', '90020261006');
      await state.claims.take('digest:2026-41', 'one');
      const key = await state.secrets.get('subject');
      const again = await open();
      expect(await again.cursors.get('logs:poll')).toBe('90020261006');
      expect(await again.claims.get('digest:2026-41')).toEqual({
        name: 'digest:2026-41',
        owner: 'one',
        at: START,
        outcome: null,
      });
      expect(await again.secrets.get('subject')).toBe(key);
    });

    it('finds cursors by how their names begin, whatever the order of letters', async () => {
      for (const name of ['file:a', 'file:Ä', 'file:~', 'file', 'fileX:a', 'FILE:a', 'logs:a'])
        await state.cursors.set(name, `of ${name}`);
      now += MINUTE;
      await state.cursors.set('file:a', 'moved');
      expect(await state.cursors.get('none')).toBeUndefined();
      const found = await state.cursors.under('file:');
      expect(found.toSorted((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))).toEqual([
        { name: 'file:~', value: 'of file:~', at: START },
        { name: 'file:Ä', value: 'of file:Ä', at: START },
        { name: 'file:a', value: 'moved', at: START + MINUTE },
      ]);
    });

    it('gives a claim to one process only, and keeps what came of it', async () => {
      const all = await replicas(4);
      const names = Array.from({ length: 25 }, () => `claim:${randomUUID()}`);
      const taken = await Promise.all(
        all.map((each, i) => Promise.all(names.map((name) => each.claims.take(name, `process ${i}`)))),
      );
      for (const [j] of names.entries()) expect(taken.filter((list) => list[j])).toHaveLength(1);
      const owner = `process ${taken.findIndex((list) => list[0])}`;
      await state.claims.finish(names[0]!, '1791273600.000100');
      await state.claims.release(names[0]!);
      expect(await all[1]!.claims.get(names[0]!)).toMatchObject({ owner, outcome: '1791273600.000100' });
      await state.claims.release(names[1]!);
      expect(await all[2]!.claims.get(names[1]!)).toBeUndefined();
      expect(await all[3]!.claims.take(names[1]!, 'another')).toBe(true);
    });

    it('gives a lease to one process at a time, and on to another when it has run out', async () => {
      const all = await replicas(4);
      const takeAll = () => Promise.all(all.map((each, i) => each.leases.take('lead', `process ${i}`, MINUTE)));
      const first = await takeAll();
      expect(first.filter(Boolean)).toHaveLength(1);
      const holder = first.indexOf(true);
      now += MINUTE - 1;
      expect(await takeAll()).toEqual(first);
      const other = (holder + 1) % 4;
      now += MINUTE - 1;
      expect(await all[other]!.leases.take('lead', `process ${other}`, MINUTE)).toBe(false);
      now += 2;
      expect(await all[other]!.leases.take('lead', `process ${other}`, MINUTE)).toBe(true);
      expect(await all[holder]!.leases.take('lead', `process ${holder}`, MINUTE)).toBe(false);
      await all[holder]!.leases.release('lead', `process ${holder}`);
      expect(await all[holder]!.leases.take('lead', `process ${holder}`, MINUTE)).toBe(false);
      await all[other]!.leases.release('lead', `process ${other}`);
      expect(await all[holder]!.leases.take('lead', `process ${holder}`, MINUTE)).toBe(true);
    });

    it('makes one key of a name, whoever asks first', async () => {
      const keys = await Promise.all((await replicas(4)).map((each) => each.secrets.get('subject')));
      expect(new Set(keys).size).toBe(1);
      expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(await state.secrets.get('another')).not.toBe(keys[0]);
    });

    describe('audits', () => {
      const entry = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
        action: 'ask',
        actor: 'U0123ABCD',
        place: null,
        subject: 'a'.repeat(64),
        ticket: 'Ä-1 “quoted”',
        outcome: 'answered wrong_password',
        ref: randomUUID(),
        ...fields,
      });
      const rowsOf = async (range?: { from: number; to: number }) => {
        const rows = [];
        for await (const page of state.audit.rows(range)) rows.push(...page);
        return rows;
      };

      it('in one chain without holes, though several write at the same moment', async () => {
        const all = await replicas(3);
        const entries = Array.from({ length: 12 }, (_, i) => entry({ place: i % 2 ? 'C0123ABCD' : null }));
        await Promise.all(entries.map((each, i) => all[i % 3]!.audit.append(each)));
        const rows = await rowsOf();
        expect(rows.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
        expect(rows.map(({ ref }) => ref).sort()).toEqual(entries.map(({ ref }) => ref).sort());
        expect(await all[1]!.audit.verify((await state.audit.head())!)).toBeNull();
        expect(rows[0]).toMatchObject({ at: START, ticket: 'Ä-1 “quoted”' });
      });

      it('and can still be recounted when the old is gone', async () => {
        for (let i = 0; i < 6; i++, now += MINUTE) await state.audit.append(entry());
        const head = (await state.audit.head())!;
        expect(await state.audit.prune(START + 3 * MINUTE)).toBe(3);
        expect(await state.audit.prune(START)).toBe(0);
        expect((await rowsOf()).map(({ seq }) => seq)).toEqual([4, 5, 6]);
        expect((await rowsOf({ from: START + 4 * MINUTE, to: START + 4 * MINUTE })).map(({ seq }) => seq)).toEqual([5]);
        expect(await state.audit.verify(head)).toBeNull();
        expect(await state.audit.verify({ ...head, seq: head.seq + 1 })).toMatch(/cut off/);
        await state.audit.append(entry());
        expect((await state.audit.head())?.seq).toBe(7);
        expect(await (await open()).audit.verify(head)).toBeNull();
      });
    });

    it('keeps what was said about answers until it is removed', async () => {
      const said = {
        actor: 'U0123ABCD',
        verdict: 'wrong_password',
        expected: null,
        comment: 'It was the other account.',
        version: '1.0.0',
      };
      await state.feedback.add({ ...said, subject: 'one', logIds: ['1', '2'] });
      now += MINUTE;
      await state.feedback.add({ ...said, subject: 'two', logIds: [], expected: 'unknown_user' });
      expect(await state.feedback.all()).toMatchObject([
        { subject: 'one', at: START, logIds: ['1', '2'], expected: null },
        { subject: 'two', at: START + MINUTE, logIds: [], expected: 'unknown_user' },
      ]);
      const [first] = await state.feedback.all();
      await state.feedback.remove(first!.id);
      await state.feedback.remove(first!.id);
      expect((await state.feedback.all()).map(({ subject }) => subject)).toEqual(['two']);
    });

    it('knows everywhere at once who was forgotten, until that is over', async () => {
      const [one, two] = [state, await open()];
      const marks = [await two.tombstones.mark()];
      await one.tombstones.set([], now + MINUTE);
      expect(await two.tombstones.mark()).toBe(marks[0]);
      await one.tombstones.set(['aa', 'bb'], now + MINUTE);
      marks.push(await two.tombstones.mark());
      now++;
      await two.tombstones.set(['bb', 'cc'], now + 2 * MINUTE);
      marks.push(await two.tombstones.mark());
      expect((await one.tombstones.all()).toSorted()).toEqual(['aa', 'bb', 'cc']);
      now += MINUTE;
      expect(await one.tombstones.prune()).toBe(1);
      marks.push(await two.tombstones.mark());
      expect((await two.tombstones.all()).toSorted()).toEqual(['bb', 'cc']);
      now += MINUTE;
      expect(await one.tombstones.prune()).toBe(2);
      expect(new Set(marks).size).toBe(4);
      expect(await two.tombstones.mark()).toBe(marks[0]);
    });

    it('gives up single weeks, and goes on after scrubbing', async () => {
      for (const week of ['2026-W40', '2026-W41']) await state.weeks.remember(`${week} UTC abc`, 1, { week });
      await state.incidents.remember('spikes', '{}');
      expect((await state.weeks.names()).toSorted()).toEqual(['2026-W40 UTC abc', '2026-W41 UTC abc']);
      await state.weeks.forget('2026-W41 UTC abc');
      await (await open()).scrub();
      expect(await state.weeks.names()).toEqual(['2026-W40 UTC abc']);
      expect(await state.weeks.recall('2026-W40 UTC abc', 1)).toEqual({ week: '2026-W40' });
      expect(await state.incidents.recall('spikes')).toBe('{}');
    });

    it('hands a watch to one process at a time, and on to another when that one is gone', async () => {
      const watch = (id: string): Watch => ({
        id,
        actor: 'U0123ABCD',
        channel: 'D0123ABCD',
        ts: '1791273600.000100',
        place: id === 'watch 0' ? 'C0123ABCD' : null,
        at: now,
        until: now + 30 * MINUTE,
        question: '{}',
        shown: 'waiting',
      });
      for (let i = 0; i < 8; i++) await state.watches.open(watch(`watch ${i}`));
      const all = await replicas(3);
      const takeAll = () => Promise.all(all.map((each, i) => each.watches.take(`process ${i}`, MINUTE)));
      const first = await takeAll();
      expect(first.flat()).toHaveLength(8);
      const holder = first.findIndex((list) => list.length > 0);
      await state.watches.show('watch 0', 'trying');
      await state.watches.close('watch 1');
      now += MINUTE + 1;
      const other = (holder + 1) % 3;
      expect(await all[other]!.watches.take(`process ${other}`, MINUTE)).toHaveLength(7);
      expect(await all[holder]!.watches.take(`process ${holder}`, MINUTE)).toEqual([]);
      await all[other]!.watches.release(`process ${other}`);
      expect(await all[holder]!.watches.take(`process ${holder}`, MINUTE)).toHaveLength(7);
      expect(await state.watches.get('watch 0')).toEqual({
        ...watch('watch 0'),
        at: START,
        until: START + 30 * MINUTE,
        shown: 'trying',
      });
      expect(await state.watches.openOf('U0123ABCD')).toHaveLength(7);
      expect(await state.watches.openOf('U9')).toEqual([]);
      expect(await state.watches.all()).toHaveLength(7);
    });
  });
}
