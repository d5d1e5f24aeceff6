import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { GALLERY } from '../gallery-page.ts';
import { addressOf, type Look } from '../look.ts';
import type { Playground } from '../playground.ts';
import type { Regions } from '../regions.tsx';
import { STYLESHEET } from '../style-sheet.ts';
import { backTo, titleOf } from './conversation.tsx';

/** Where a region's HTML goes into the frame. */
const HOLE = (region: keyof Regions) => `\u0000${region}\u0000`;

/** The whole page. */
export function documentOf(look: Look, playground: Playground, regions: Regions): string {
  const frame = renderToStaticMarkup(<Frame look={look} playground={playground} />);
  const filled = Object.entries(regions).reduce(
    (html, [region, inside]) => html.replace(HOLE(region as keyof Regions), () => inside),
    frame,
  );
  return `<!doctype html>${filled}`;
}

function Frame({ look, playground }: { look: Look; playground: Playground }): ReactNode {
  const title = titleOf(look, playground);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · whylogin`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={STYLESHEET} />
        <script src="/morph.js" defer />
        <script src="/page.js" type="module" />
      </head>
      <body
        className={look.at === 'channel' && look.thread !== null ? 'with-thread' : undefined}
        data-home={addressOf({ at: 'channel', channel: playground.stage.support.id, thread: null })}
      >
        <a className="skip" href="#typed">
          Skip to the message box
        </a>
        <nav aria-label="Workspace">
          <p className="workspace">
            <b>Larkspur</b>
            <span className="quiet">a bookshop’s support team</span>
          </p>
          <div id="sidebar">{HOLE('sidebar')}</div>
          <button type="button" className="button open-customers" popoverTarget="customers">
            Customers
          </button>
          <p className="quiet foot">
            Everything here is simulated and stays on this machine.{' '}
            <a className="elsewhere" href={GALLERY}>
              Everything whylogin says
            </a>
          </p>
        </nav>
        <main>
          <h1>{title}</h1>
          {look.at === 'home' ? (
            <div id="messages" className="messages">
              {HOLE('messages')}
            </div>
          ) : (
            <>
              <ol id="messages" className="messages" aria-live="polite">
                {HOLE('messages')}
              </ol>
              <Composer look={look} playground={playground} />
            </>
          )}
        </main>
        {look.at === 'channel' && look.thread !== null && <Thread look={look} />}
        <aside id="customers" popover="auto" aria-label="Customers and incidents">
          {HOLE('customers')}
        </aside>
        <dialog id="dialog" aria-labelledby="dialog-title">
          {HOLE('dialog')}
        </dialog>
        <p id="note" role="status" />
      </body>
    </html>
  );
}

function Composer({ look, playground }: { look: Extract<Look, { at: 'channel' }>; playground: Playground }): ReactNode {
  return (
    <form className="composer" data-channel={look.channel}>
      <label className="hidden" htmlFor="typed">
        Message or slash command
      </label>
      <input
        id="typed"
        name="text"
        autoComplete="off"
        spellCheck={false}
        placeholder="/whylogin user@example.com"
        data-history={JSON.stringify(playground.typed)}
      />
      <button type="submit" className="button primary">
        Send
      </button>
    </form>
  );
}

function Thread({ look }: { look: Extract<Look, { at: 'channel' }> }): ReactNode {
  return (
    <section className="thread" aria-label="Thread">
      <header className="thread-head">
        <h2>Thread</h2>
        <a className="plain" href={backTo(look)} aria-label="Close the thread">
          ✕
        </a>
      </header>
      <ol id="thread" className="messages" aria-live="polite">
        {HOLE('thread')}
      </ol>
      <form className="composer" data-channel={look.channel} data-thread={look.thread}>
        <label className="hidden" htmlFor="answer">
          Answer in the thread
        </label>
        <input id="answer" name="text" autoComplete="off" placeholder="Answer in the thread" />
        <button type="submit" className="button primary">
          Send
        </button>
      </form>
    </section>
  );
}
