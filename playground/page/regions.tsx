import { renderToStaticMarkup } from 'react-dom/server';
import type { Look } from './look.ts';
import type { Playground } from './playground.ts';
import { messagesIn, messagesInThread } from './views/conversation.tsx';
import { Customers } from './views/customers.tsx';
import { Home, Modal } from './views/modal.tsx';
import { Sidebar } from './views/sidebar.tsx';

/** The parts of the page that change by themselves: the HTML inside each, by its id in the document. */
export type Regions = Readonly<Record<'sidebar' | 'messages' | 'thread' | 'dialog' | 'customers', string>>;

/** All of them, as they are now for whoever looks there. */
export function regionsOf(look: Look, playground: Playground): Regions {
  const { viewer } = playground;
  const modal = viewer.modal;
  const regions = {
    messages:
      look.at === 'home'
        ? renderToStaticMarkup(<Home view={viewer.home} viewer={viewer} />)
        : messagesIn(look.channel, playground),
    thread: look.at === 'channel' && look.thread !== null ? messagesInThread(look, playground) : '',
    dialog: modal === undefined ? '' : renderToStaticMarkup(<Modal view={modal} viewer={viewer} />),
    customers: renderToStaticMarkup(<Customers playground={playground} />),
  };
  if (look.at === 'channel') playground.markRead(look.channel);
  const sidebar = renderToStaticMarkup(<Sidebar look={look} playground={playground} />);
  return Object.fromEntries(
    Object.entries({ sidebar, ...regions }).map(([id, html]) => [id, withoutLibraryIds(html)]),
  ) as Regions;
}

/** The library gives every drawing the same id. */
export function withoutLibraryIds(html: string): string {
  return html.replaceAll(' id="slack_blocks_to_jsx"', '');
}
