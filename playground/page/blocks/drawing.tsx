import type { ReactNode } from 'react';
import { type Block, Message as Drawn } from 'slack-blocks-to-jsx';
import type { JsonObject } from '../../slack/json.ts';
import type { Person } from '../../slack/person.ts';
import { shownDate } from '../../slack/render/dates.ts';
import { prepared } from './prepared.ts';

/** What only is to be read, as the library draws it. */
export function Drawing({ block, viewer }: { block: JsonObject; viewer: Person }): ReactNode {
  const { people, channels } = viewer.workspace;
  const data = {
    users: people.all().map(({ id, name }) => ({ id, name })),
    channels: channels.all().map(({ id, name }) => ({ id, name })),
    user_groups: people.groups().map(({ id, name, handle }) => ({ id, name, handle })),
  };
  const blocks = [prepared(block)] as unknown as Block[];
  const date = ({ timestamp, format }: { timestamp: string; format: string }) => (
    <When at={Number(timestamp)} format={format} viewer={viewer} />
  );
  return <Drawn blocks={blocks} name="" logo="" theme="light" data={data} hooks={{ date }} withoutWrapper />;
}

function When({ at, format, viewer }: { at: number; format: string; viewer: Person }): ReactNode {
  const { member, workspace } = viewer;
  const words = shownDate(at, format, { zone: member.zone, now: workspace.clock.now() });
  return <time dateTime={new Date(at * 1_000).toISOString()}>{words}</time>;
}
