import type { ReactNode } from 'react';
import type { Person } from '../../slack/person.ts';
import { labelOf, type View } from '../../slack/views.ts';
import { Blocks } from '../blocks/blocks.tsx';

/** The modal on top, as the inside of the page's dialog. */
export function Modal({ view, viewer }: { view: View; viewer: Person }): ReactNode {
  const submit = labelOf(view, 'submit');
  const close = labelOf(view, 'close') || 'Close';
  const under = view.previous === null ? '' : 'Back';
  return (
    <form data-view={view.id} data-state={view.hash}>
      <header>
        <h2 id="dialog-title">{labelOf(view, 'title')}</h2>
        <button type="button" className="plain" data-close="all" aria-label="Close">
          ✕
        </button>
      </header>
      <div className="dialog-body">
        <Blocks
          blocks={view.blocks}
          viewer={viewer}
          spot={{ view: view.id }}
          values={view.values}
          errors={view.errors}
        />
      </div>
      <footer>
        <button type="button" className="button" data-close="top">
          {under || close}
        </button>
        {submit !== '' && (
          <button type="submit" className="button primary">
            {submit}
          </button>
        )}
      </footer>
    </form>
  );
}

/** The app's Home tab. */
export function Home({ view, viewer }: { view: View | undefined; viewer: Person }): ReactNode {
  if (view === undefined) return <p className="empty">Opening …</p>;
  return (
    <form className="home" data-view={view.id}>
      <Blocks blocks={view.blocks} viewer={viewer} spot={{ view: view.id }} values={view.values} />
    </form>
  );
}
