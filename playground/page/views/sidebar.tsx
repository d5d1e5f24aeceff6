import type { ReactNode } from 'react';
import { addressOf, type Look } from '../look.ts';
import type { Playground } from '../playground.ts';

/** Channels, the direct message and the app's Home, with how many messages are new. */
export function Sidebar({ look, playground }: { look: Look; playground: Playground }): ReactNode {
  const here = look.at === 'home' ? 'home' : look.channel;
  return (
    <>
      <p className="group">Channels</p>
      <ul>
        {playground.channels.map(({ id, name }) => (
          <Entry key={id} channel={id} name={`# ${name}`} here={here} playground={playground} />
        ))}
      </ul>
      <p className="group">whylogin</p>
      <ul>
        <li>
          <a href={addressOf({ at: 'home' })} aria-current={here === 'home' ? 'page' : undefined}>
            Home
          </a>
        </li>
        <Entry channel={playground.direct.id} name="Messages" here={here} playground={playground} />
      </ul>
    </>
  );
}

function Entry({
  channel,
  name,
  here,
  playground,
}: {
  channel: string;
  name: string;
  here: string;
  playground: Playground;
}): ReactNode {
  const unread = channel === here ? 0 : playground.unreadIn(channel);
  return (
    <li>
      <a
        href={addressOf({ at: 'channel', channel, thread: null })}
        aria-current={channel === here ? 'page' : undefined}
        className={unread > 0 ? 'unread' : undefined}
      >
        {name}
        {unread > 0 && (
          <span className="count">
            {unread}
            <span className="hidden"> new</span>
          </span>
        )}
      </a>
    </li>
  );
}
