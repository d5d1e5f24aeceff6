import { existsSync, mkdirSync } from 'node:fs';
import type { AuditOptions } from '../cli/audit.ts';
import type { BacktestOptions } from '../cli/backtest.ts';
import type { Check } from '../cli/check.ts';
import type { ExplainOptions } from '../cli/explain.ts';
import { baseConfig, environment, SECTIONS, slackConfig } from '../config.ts';
import { Fault } from '../errors.ts';
import { NO_PLACES } from '../event/ip-places.ts';
import { openEventStore } from '../store/sqlite/open.ts';
import { filesIn } from './data-folder.ts';
import { slackSettings } from './slack-settings.ts';
import { storesOf } from './stores.ts';

// Each command loads what it needs and no more: starting is most of the time that a short one takes.

export async function runExplain(who: string, options: ExplainOptions & { json?: boolean }): Promise<void> {
  const [{ explainCommand }, { printExplanation, terminalOf }, { around, managementApi }, { forgottenOf }] =
    await Promise.all([
      import('../cli/explain.ts'),
      import('../cli/print-explanation.ts'),
      import('./sources.ts'),
      import('./forgotten.ts'),
    ]);
  const config = baseConfig();
  const explanation = await explainCommand(who, options, {
    now: Date.now,
    openStore: () => storesOf().events({ readOnly: true }),
    openEmpty: () => openEventStore(':memory:'),
    rules: config.WHYLOGIN_RULES,
    around: (store) => around(store, { api: managementApi(), people: forgottenOf(storesOf()) }),
  });
  const text = options.json
    ? `${JSON.stringify(explanation, null, 2)}\n`
    : printExplanation(explanation, terminalOf(process.stdout));
  process.stdout.write(text);
}

/** Resolves with the exit code. */
export async function runImport(paths: readonly string[]): Promise<number> {
  if (paths.includes('-') && paths.length > 1) {
    throw new Fault('bad_request', 'Standard input (-) cannot be imported together with files. Give one of the two.');
  }
  const [{ importCommand }, { ForgottenPeople, leavingOut }] = await Promise.all([
    import('../cli/import.ts'),
    import('../intake/forgotten.ts'),
  ]);
  const stores = storesOf();
  const store = await stores.events();
  try {
    const state = await stores.state();
    try {
      return await importCommand(paths[0] === '-' ? '-' : paths, {
        store: leavingOut(store, new ForgottenPeople(state)),
        cursor: {
          get: async (key) => {
            const offset = await state.cursors.get(stores.imported + key);
            return offset === undefined ? undefined : Number(offset);
          },
          set: (key, offset) => state.cursors.set(stores.imported + key, String(offset)),
        },
        out: process.stdout,
        err: process.stderr,
        isTTY: process.stderr.isTTY === true,
      });
    } finally {
      await state.close();
    }
  } finally {
    await store.close();
  }
}

export async function runBacktest(options: BacktestOptions & { json?: boolean }): Promise<void> {
  const [{ backtestCommand }, { printBacktest }] = await Promise.all([
    import('../cli/backtest.ts'),
    import('../cli/print-backtest.ts'),
  ]);
  const zone = options.zone ?? baseConfig().WHYLOGIN_ZONE;
  const backtest = await backtestCommand(options, {
    zone,
    openEmpty: () => openEventStore(':memory:'),
    places: NO_PLACES,
  });
  process.stdout.write(options.json ? `${JSON.stringify(backtest, null, 2)}\n` : printBacktest(backtest, zone));
}

export async function runBackup(folder: string): Promise<void> {
  const stores = storesOf();
  const to = filesIn(folder);
  if (existsSync(to.events) || existsSync(to.state))
    throw new Fault('bad_input', `${folder} holds a backup already. Choose another folder; nothing was overwritten.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = await stores.events({ readOnly: true });
  await store.backup(to.events).finally(() => store.close());
  const state = await stores.state();
  await state.backup(to.state).finally(() => state.close());
  process.stdout.write(
    `Events and state are in ${folder}. To restore, stop whylogin and put both files in its data folder.\n`,
  );
}

/** How the running bot's sources stand, as it last wrote down. */
async function checkFeed(zone: string): Promise<Check[]> {
  const stores = storesOf();
  if (!stores.hasState()) return [];
  const [{ readFeed }, { feedHealth, isStale }] = await Promise.all([
    import('../intake/feed.ts'),
    import('../intake/feed-health.ts'),
  ]);
  const state = await stores.state();
  try {
    const feed = await readFeed(state.cursors);
    if (feed === null) return [];
    const now = Date.now();
    if (isStale(feed, now))
      return [{ area: 'Sources', result: 'note', sentence: 'The bot is not running, so nothing is taken in.' }];
    return feedHealth(feed, now, zone).map(({ state: how, sentence }) => ({
      area: 'Sources',
      result: how === 'well' || how === 'waiting' ? 'ok' : 'wrong',
      sentence,
    }));
  } finally {
    await state.close();
  }
}

/** Resolves with the exit code. */
export async function runCheck(): Promise<number> {
  const [{ checkCommand }, { checkSettings }, { checkStore }, { checkArchive, checkAuth0 }, { archivesOf, tenantOf }] =
    await Promise.all([
      import('../cli/check.ts'),
      import('../cli/check-settings.ts'),
      import('../cli/check-store.ts'),
      import('../live/check-auth0.ts'),
      import('./sources.ts'),
    ]);
  const settings = checkSettings(SECTIONS, environment());
  if (settings.some(({ result }) => result === 'wrong')) return checkCommand([async () => settings], process.stdout);
  const config = baseConfig();
  const looks: (() => Promise<Check[]>)[] = [
    async () => settings,
    () =>
      checkStore(() => storesOf().events({ readOnly: true }), {
        now: Date.now(),
        zone: config.WHYLOGIN_ZONE,
        retentionDays: config.WHYLOGIN_RETENTION_DAYS,
      }),
    async () => {
      const slack = slackConfig();
      if (slack === null) return [];
      const { checkSlack } = await import('../slack/check.ts');
      return (await checkSlack(slackSettings(slack))).map((looked) => ({ area: 'Slack', ...looked }));
    },
    async () => {
      const tenant = tenantOf();
      const looked = tenant === null ? [] : await checkAuth0(tenant);
      return looked.map((look) => ({ area: 'Auth0', ...look }));
    },
    async () => {
      const looked = await Promise.all(archivesOf().map((archive) => checkArchive(archive, Date.now())));
      return looked.map((look) => ({ area: 'Archives', ...look }));
    },
    () => checkFeed(config.WHYLOGIN_ZONE),
    async () => {
      const [{ checkIpPlaces }, { ipPlacesMadeAt }] = await Promise.all([
        import('../cli/check-ip-places.ts'),
        import('./ip-places.ts'),
      ]);
      return checkIpPlaces(ipPlacesMadeAt(), Date.now());
    },
  ];
  return checkCommand(looks, process.stdout);
}

/** Resolves with the exit code. */
export async function runAudit(options: AuditOptions): Promise<number> {
  const [{ auditCommand }, { terminalOf }] = await Promise.all([
    import('../cli/audit.ts'),
    import('../cli/print-explanation.ts'),
  ]);
  const state = await storesOf().state();
  const { zone } = terminalOf(process.stdout);
  return auditCommand(options, { state, now: Date.now, zone, out: process.stdout }).finally(() => state.close());
}

export async function runFeedback(options: { json?: boolean }): Promise<void> {
  const [{ feedbackCommand }, { terminalOf }] = await Promise.all([
    import('../cli/feedback.ts'),
    import('../cli/print-explanation.ts'),
  ]);
  const state = await storesOf().state();
  const { zone } = terminalOf(process.stdout);
  await feedbackCommand(options, { state, zone, out: process.stdout }).finally(() => state.close());
}
