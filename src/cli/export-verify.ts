import { Fault } from '../errors.ts';
import type { EventStore } from '../store/port.ts';
import { readManifest, Sum } from './export-manifest.ts';
import type { Output } from './import-report.ts';

const DAY = 86_400_000;
const count = new Intl.NumberFormat('en-US');

/**
 * `whylogin verify`: reads every day of an export out of the store of the settings and compares counts and hashes.
 * Events that the store has beyond the export are told, and no fault. Resolves with the exit code: 1 where any are
 * missing or differ.
 */
export async function verifyCommand(
  folder: string,
  { store, out }: { store: Pick<EventStore, 'bodies'>; out: Output },
): Promise<number> {
  const manifest = readManifest(folder);
  if (manifest.size === 0)
    throw new Fault('bad_input', `${folder} holds no export. Give the folder that whylogin export has written.`);
  let wrong = 0;
  let events = 0;
  for (const { day, ...exported } of manifest.values()) {
    const from = Date.parse(`${day}T00:00:00Z`);
    const sum = new Sum();
    for await (const page of store.bodies({ from, to: from + DAY - 1 })) for (const each of page) sum.add(each);
    events += Math.min(sum.events, exported.events);
    if (sum.hash === exported.hash && sum.events === exported.events) continue;
    wrong++;
    const [here, there] = [count.format(sum.events), count.format(exported.events)];
    const what =
      sum.events < exported.events
        ? `${here} of ${there} events are here; import the folder again`
        : sum.events > exported.events
          ? `${here} events are here, ${there} were exported; export again to compare`
          : `${here} events are here, and not all are those that were exported`;
    out.write(`${day}: ${what}.\n`);
  }
  out.write(
    wrong === 0
      ? `All ${count.format(events)} events of ${manifest.size} days are here, each as it was exported.\n`
      : `${wrong} of ${manifest.size} days differ.\n`,
  );
  return wrong === 0 ? 0 : 1;
}
