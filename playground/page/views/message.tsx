import type { ReactNode } from 'react';
import { type JsonObject, textOf } from '../../slack/json.ts';
import type { Message as Posted } from '../../slack/messages.ts';
import type { Person } from '../../slack/person.ts';
import { shownDate } from '../../slack/render/dates.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { fileAddress } from '../blocks/prepared.ts';
import { addressOf } from '../look.ts';
import { Text } from './text.tsx';

/** Message shortcuts of the app, as its manifest names them. */
const SHORTCUTS = [{ id: 'why_cant_they_log_in', name: 'Why can’t they log in?' }];

interface Shown {
  readonly message: Posted;
  readonly viewer: Person;
  /** Answers in its thread; null where they are not told of. */
  readonly replies: number | null;
}

/** A message as the viewer sees it: who wrote it when, what it says, what can be done with it. */
export function Message({ message, viewer, replies }: Shown): ReactNode {
  const { workspace, member } = viewer;
  const { channel, ts } = message;
  const isApp = message.user === workspace.app.botUser;
  const author = workspace.people.find(message.user);
  const name = author?.realName ?? 'Slackbot';
  const at = { zone: member.zone, now: workspace.clock.now() };
  const alone = message.ephemeralTo !== null;
  return (
    <li id={`m-${channel}-${ts}`} className={alone ? 'message alone' : 'message'}>
      <span className={isApp ? 'avatar app' : 'avatar'} aria-hidden="true">
        {isApp ? '?' : name[0]}
      </span>
      <div className="message-body">
        <p className="author">
          <b>{name}</b>
          {isApp && <span className="badge">APP</span>}
          <time className="quiet">{shownDate(Number(ts), '{time}', at)}</time>
          {message.broadcast && <span className="quiet">from a thread</span>}
          {showsEdited(message) && <span className="quiet">(edited)</span>}
        </p>
        {alone && <p className="only-you">Only visible to you</p>}
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} viewer={viewer} spot={{ channel, ts }} />
        ) : (
          <Text text={message.text} viewer={viewer} />
        )}
        {message.files.map((file) => (
          <File key={textOf(file.id)} file={file} />
        ))}
        {replies !== null && replies > 0 && (
          <a className="replies" href={addressOf({ at: 'channel', channel, thread: ts })}>
            {replies === 1 ? '1 reply' : `${replies} replies`}
          </a>
        )}
      </div>
      {!alone && <Menu message={message} threads={replies !== null} />}
    </li>
  );
}

function File({ file }: { file: JsonObject }): ReactNode {
  const address = fileAddress(textOf(file.id));
  const title = textOf(file.title) || textOf(file.name);
  if (/\.(png|jpe?g|gif)$/i.test(textOf(file.name)))
    return <img className="file" src={address} alt={textOf(file.alt_txt) || title} />;
  return (
    <a className="file" href={address} download={textOf(file.name)}>
      {textOf(file.name)}
    </a>
  );
}

/** Slack marks an edit of plain text; of blocks, and of what only one person sees, it does not. */
function showsEdited({ edited, blocks, ephemeralTo }: Posted): boolean {
  return edited !== null && blocks.length === 0 && ephemeralTo === null;
}

function Menu({ message: { channel, ts, threadTs }, threads }: { message: Posted; threads: boolean }): ReactNode {
  return (
    <details className="menu message-menu">
      <summary aria-label="More about this message">⋯</summary>
      <div className="menu-entries">
        {SHORTCUTS.map(({ id, name }) => (
          <button key={id} type="button" data-act={JSON.stringify({ act: 'shortcut', id, channel, ts })}>
            {name}
          </button>
        ))}
        {threads && <a href={addressOf({ at: 'channel', channel, thread: threadTs ?? ts })}>Reply in thread</a>}
      </div>
    </details>
  );
}
