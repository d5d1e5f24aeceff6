import type { Channel } from './channels.ts';
import type { Group } from './people.ts';
import type { Person } from './person.ts';
import { Workspace } from './workspace.ts';

/** A workspace as a support team has it, ready to ask in. */
export interface SupportDesk {
  readonly workspace: Workspace;
  /** In support, in Berlin. */
  readonly kim: Person;
  /** In support, in New York. */
  readonly noor: Person;
  /** On call, in Sydney; not in support. */
  readonly ravi: Person;
  /** Of another company, in a channel shared with it. */
  readonly stranger: Person;
  readonly support: Group;
  /** Where support asks; the bot is not in it. */
  readonly identityHelp: Channel;
  /** Where digests and spikes are posted; the bot is in it. */
  readonly onCall: Channel;
  /** Shared with the stranger's company. */
  readonly northwind: Channel;
}

/** @param scopes of the bot token, as in Workspace.start */
export async function supportDesk(options: { scopes?: readonly string[] } = {}): Promise<SupportDesk> {
  const workspace = await Workspace.start(options);
  const kim = workspace.person('kim', { realName: 'Kim Sandberg', zone: 'Europe/Berlin' });
  const noor = workspace.person('noor', { realName: 'Noor Haddad', zone: 'America/New_York' });
  const ravi = workspace.person('ravi', { realName: 'Ravi Menon', zone: 'Australia/Sydney' });
  const stranger = workspace.person('sasha', { realName: 'Sasha Lind', team: workspace.ids.next('T') });
  return {
    workspace,
    kim,
    noor,
    ravi,
    stranger,
    support: workspace.group('support-tier2', [kim, noor]),
    identityHelp: workspace.channel('identity-help', [kim, noor, ravi]),
    onCall: workspace.channel('on-call', [kim, noor, ravi], { bot: true }),
    northwind: workspace.channel('ext-northwind', [kim, stranger], { bot: true, shared: true }),
  };
}
