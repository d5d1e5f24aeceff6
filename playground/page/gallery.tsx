import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Person } from '../slack/person.ts';
import { labelOf } from '../slack/views.ts';
import { type Group, isView, type Shown } from '../tour/shown.ts';
import { Blocks } from './blocks/blocks.tsx';
import { withoutLibraryIds } from './regions.tsx';
import { Text } from './views/text.tsx';

const GROUPS: Readonly<Record<Group, string>> = {
  Asking: 'How one asks.',
  Answers: 'Private, to whoever asked. One for each cause, out of the golden cases.',
  'From an answer': 'What its buttons lead to.',
  'Refusals and errors': 'What happened, why, and what to do next.',
  'The digest': 'Once a week, in a channel; details in its thread or to the one who asks.',
  Spikes: 'One message, edited in place until it is over; turning points in its thread.',
};

/** Everything that the bot says, on one page that needs nothing else. @param styles the whole style sheet */
export function galleryOf(shown: readonly Shown[], viewer: Person, styles: string): string {
  const page = renderToStaticMarkup(<Gallery shown={shown} viewer={viewer} styles={styles} />);
  return `<!doctype html>${withoutLibraryIds(page).replaceAll(' autofocus=""', '')}`;
}

function Gallery({ shown, viewer, styles }: { shown: readonly Shown[]; viewer: Person; styles: string }): ReactNode {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Everything whylogin says</title>
        <link rel="icon" href="data:," />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet */}
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body className="gallery">
        <h1>Everything whylogin says</h1>
        <p className="quiet">
          {`${shown.length} messages, windows and notes, as the bot made them. Every person and address is invented.`}
        </p>
        <nav aria-label="Groups">
          {Object.keys(GROUPS).map((group) => (
            <a key={group} href={`#${anchorOf(group)}`}>
              {group}
            </a>
          ))}
        </nav>
        {Object.entries(GROUPS).map(([group, about]) => (
          <section key={group} id={anchorOf(group)}>
            <h2>{group}</h2>
            <p className="quiet">{about}</p>
            {shown
              .filter((each) => each.group === group)
              .map((each, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
                <Piece key={i} {...each} viewer={viewer} />
              ))}
          </section>
        ))}
      </body>
    </html>
  );
}

function anchorOf(group: string): string {
  return group.toLowerCase().replaceAll(' ', '-');
}

function Piece({ title, what, viewer }: Shown & { viewer: Person }): ReactNode {
  return (
    <article className="piece">
      <h3>{title}</h3>
      {isView(what) ? (
        <div className={what.type === 'modal' ? 'window' : 'window home'}>
          {what.type === 'modal' && <h4>{labelOf(what, 'title')}</h4>}
          <Blocks blocks={what.blocks} viewer={viewer} spot={null} values={what.values} errors={what.errors} />
          {what.type === 'modal' && (
            <p className="actions">
              <span className="button">{labelOf(what, 'close') || 'Close'}</span>
              {labelOf(what, 'submit') !== '' && <span className="button primary">{labelOf(what, 'submit')}</span>}
            </p>
          )}
        </div>
      ) : (
        <div className="message-body">
          {what.blocks.length > 0 ? (
            <Blocks blocks={what.blocks} viewer={viewer} spot={null} />
          ) : (
            <Text text={what.text} viewer={viewer} />
          )}
        </div>
      )}
    </article>
  );
}
