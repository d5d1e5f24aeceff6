#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { version } from './app/version.ts';
import type { AuditOptions } from './cli/audit.ts';
import type { BacktestOptions } from './cli/backtest.ts';
import type { DigestOptions } from './cli/digest.ts';
import type { ExplainOptions } from './cli/explain.ts';
import type { ForgetOptions } from './cli/forget.ts';
import { readEnvFile } from './config/env-file.ts';
import { asFault, Fault } from './errors.ts';
import type { PostOptions } from './slack/digest/by-hand.ts';

/** Parts are loaded when their command runs: a question in the terminal need not wait for Slack's library. */
const program = new Command('whylogin')
  .description('Why a person cannot log in: an answer out of Auth0 tenant logs, with its proof and a reply to paste.')
  .version(version)
  .showHelpAfterError('(whylogin --help shows how)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) });

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

program
  .command('explain')
  .description('say why somebody cannot log in')
  .argument('<who>', 'e-mail address, user id (auth0|…), phone number, user name, ip:203.0.113.7 or log:<log_id>')
  .option(
    '--logs <file>',
    'Auth0 events to read instead of the store; - is standard input; may be given again',
    collect,
    [],
  )
  .option('--at <time>', 'the moment of asking, ISO 8601; nothing after it is seen (default: now)')
  .option('--since <span>', 'how far back: 90m, 12h, 7d, 4w', '7d')
  .option('--profile <file>', 'JSON of what the Management API would have answered')
  .option('--rules <file>', 'YAML or JSON list of your own texts')
  .option('--json', 'print the whole explanation as JSON')
  .addHelpText('after', '\nExample: whylogin explain ada@example.com --logs events.ndjson --since 30d')
  .action(async (who: string, options: ExplainOptions & { json?: boolean }) => {
    const { runExplain } = await import('./app/commands.ts');
    await runExplain(who, options);
  });

program
  .command('import')
  .description('put events from files into the store; safe to repeat and to interrupt')
  .argument('<file...>', 'files (NDJSON, JSON, any stream envelope, also gzip), folders, or - for standard input')
  .action(async (files: string[]) => {
    const { runImport } = await import('./app/commands.ts');
    process.exitCode = await runImport(files);
  });

program
  .command('backtest')
  .description('say which spikes and drops would have been posted on a past stretch of events or counts')
  .option('--logs <file>', 'Auth0 events: files, folders, or - for standard input; may be given again', collect, [])
  .option('--counts <file>', 'CSV of counts: a header minute,<series>…, then a row a step; empty is not observed')
  .option('--zone <zone>', 'time zone of the season, like Europe/Berlin (default: WHYLOGIN_ZONE)')
  .option('--step <span>', 'length of a step of --counts: 1m, 5m, 30m', '1m')
  .option('--sensitivity <level>', 'low, medium or high', 'medium')
  .option('--json', 'print the incidents as JSON')
  .addHelpText('after', '\nExample: whylogin backtest --counts failed-logins.csv --zone Europe/Berlin')
  .action(async (options: BacktestOptions & { json?: boolean }) => {
    const { runBacktest } = await import('./app/commands.ts');
    await runBacktest(options);
  });

program
  .command('digest')
  .description('say what a week looked like: who logged in, when and from where, what stopped them')
  .option('--week <week>', 'an ISO week, like 2026-W46 (default: the last whole one)')
  .option('--zone <zone>', 'time zone in which weeks, days and hours begin (default: WHYLOGIN_ZONE)')
  .option(
    '--logs <file>',
    'Auth0 events to read instead of the store; - is standard input; may be given again',
    collect,
    [],
  )
  .option('--at <time>', 'the moment of asking, ISO 8601; nothing after it is seen (default: now)')
  .option('--rules <file>', 'YAML or JSON list of your own texts')
  .option('--application <name>', 'only this application, by name or client id')
  .option('--connection <name>', 'only this connection')
  .option('--organization <name>', 'only this organization, by name or id')
  .option('--json', 'print the whole digest as JSON')
  .option('--csv', 'print every number as CSV')
  .option('--post', 'post it in Slack, in the channels that are subscribed to it')
  .option('--channel <id>', 'with --post: in this channel instead')
  .option('--again', 'with --post: although it was posted there already')
  .addHelpText('after', '\nExample: whylogin digest --week 2026-W46 --zone Europe/Berlin')
  .action(async (options: DigestOptions & PostOptions & { json?: boolean; csv?: boolean; post?: boolean }) => {
    if (options.post) {
      const { runDigestPost } = await import('./app/digests.ts');
      await runDigestPost(options);
      return;
    }
    const { runDigest } = await import('./app/digest-command.ts');
    await runDigest(options);
  });

program
  .command('check')
  .description('say what is configured, what is missing and what to do next')
  .action(async () => {
    const { runCheck } = await import('./app/commands.ts');
    process.exitCode = await runCheck();
  });

program
  .command('backup')
  .description('write a consistent copy of the store while the bot runs (a copied file is none)')
  .argument('<folder>', 'a folder that does not hold a backup yet')
  .action(async (folder: string) => {
    const { runBackup } = await import('./app/commands.ts');
    await runBackup(folder);
  });

program
  .command('export')
  .description('write all events into a folder, a file a day, to import them under other settings; safe to repeat')
  .argument('<folder>', 'a folder for it; one that holds an export goes on')
  .action(async (folder: string) => {
    const { runExport } = await import('./app/move.ts');
    process.exitCode = await runExport(folder);
  });

program
  .command('verify')
  .description('compare an export with the store of these settings, by counts and hashes')
  .argument('<folder>', 'what whylogin export wrote')
  .action(async (folder: string) => {
    const { runVerify } = await import('./app/move.ts');
    process.exitCode = await runVerify(folder);
  });

program
  .command('move')
  .description('copy what a stopped whylogin remembers into the PostgreSQL of these settings')
  .argument('<folder>', 'its data folder')
  .action(async (folder: string) => {
    const { runMove } = await import('./app/move.ts');
    await runMove(folder);
  });

program
  .command('audit')
  .description('print who asked about whom, or check that the audit is as it was written')
  .option('--since <span>', 'only the newest: 90m, 12h, 7d, 4w')
  .option('--about <who>', 'only about this person, as asked')
  .option('--by <id>', 'only by this person (Slack’s id, U…)')
  .option('--json', 'one entry a line, as JSON')
  .option('--verify', 'recount the chain of hashes; exit code 1 where it does not hold')
  .option('--head <hash>', 'check it against a head that was noted elsewhere')
  .action(async (options: AuditOptions) => {
    const { runAudit } = await import('./app/commands.ts');
    process.exitCode = await runAudit(options);
  });

program
  .command('feedback')
  .description('print which answers were called wrong, and why')
  .option('--json', 'one a line, as JSON')
  .action(async (options: { json?: boolean }) => {
    const { runFeedback } = await import('./app/commands.ts');
    await runFeedback(options);
  });

program
  .command('forget')
  .description('delete all that is stored about a person, and keep it from coming back')
  .argument('<who>', 'e-mail address, user id (auth0|…), phone number or user name')
  .option('--yes', 'do it; without this it only says what would go')
  .option('--only', 'only this name, not the others that it leads to')
  .addHelpText('after', '\nExample: whylogin forget ada@example.com')
  .action(async (who: string, options: ForgetOptions) => {
    const { runForget } = await import('./app/forget.ts');
    await runForget(who, options);
  });

program
  .command('start')
  .description('run the Slack app')
  .action(async () => {
    const { runBot } = await import('./app/start.ts');
    await runBot();
  });

/** One sentence to standard error, never a stack trace. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const fault = asFault(error);
  process.stderr.write(`whylogin: ${fault.message}${fault.code === 'internal' ? ` (${fault.operator})` : ''}\n`);
  process.exitCode = fault.exitCode;
}

// A closed pipe (| head) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  fail(new Fault('internal', 'Standard output cannot be written.', { cause: error }));
});

try {
  readEnvFile();
  await program.parseAsync();
} catch (error) {
  fail(error instanceof InvalidArgumentError ? new Fault('bad_request', error.message) : error);
}
