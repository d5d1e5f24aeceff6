import type { ReactNode } from 'react';
import type { Incident } from '../../present/incidents/incident.ts';
import { INCIDENTS } from '../../present/switches.ts';
import { shownDate } from '../../slack/render/dates.ts';
import type { Playground } from '../playground.ts';

const FIRST = 7;

/** Whom to ask about, what they can do meanwhile, and what can be made to go wrong. */
export function Customers({ playground }: { playground: Playground }): ReactNode {
  const { people } = playground.stage.world;
  const first = people.slice(0, FIRST);
  const rest = people.slice(FIRST);
  return (
    <>
      <section>
        <h2>Who cannot log in?</h2>
        <p className="quiet">Choose a customer, then press Enter to ask.</p>
        {playground.about !== null && <Again playground={playground} />}
        <ul>
          {first.map((each) => (
            <li key={each.who}>
              <Customer {...each} />
            </li>
          ))}
        </ul>
        <details className="more" id="more-customers">
          <summary>{`${rest.length} more`}</summary>
          <ul>
            {rest.map((each) => (
              <li key={each.who}>
                <Customer {...each} />
              </li>
            ))}
          </ul>
        </details>
      </section>
      <section>
        <h2>What goes wrong?</h2>
        <ul>
          {INCIDENTS.map((incident) => (
            <Switch key={incident.id} incident={incident} playground={playground} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Customer({ who, says }: { who: string; says: string }): ReactNode {
  return (
    <button type="button" className="customer" data-ask={who}>
      <b>{who}</b>
      <span>“{says}”</span>
    </button>
  );
}

function Again({ playground: { about } }: { playground: Playground }): ReactNode {
  if (about === null) return null;
  return (
    <div className="again">
      <button type="button" className="button" data-act={JSON.stringify({ act: 'again', who: about.email })}>
        {`Let ${about.name} try again now`}
      </button>
      <small className="quiet">Press Watch in the answer before: then the bot tells you.</small>
    </div>
  );
}

function Switch({ incident, playground }: { incident: Incident; playground: Playground }): ReactNode {
  const { id } = incident;
  const { viewer, stage } = playground;
  const running = stage.present.switches.running(id);
  const at = { zone: viewer.member.zone, now: playground.workspace.clock.now() };
  return (
    <li className={running ? 'incident running' : 'incident'}>
      <b>{incident.title}</b>
      {running && (
        <p>
          <span className="since">{`Since ${shownDate(running.since / 1000, '{time}', at)}. `}</span>
          {incident.shows}
        </p>
      )}
      {running?.victim && <Customer who={running.victim.person.email} says={running.victim.says} />}
      <button
        type="button"
        className="button"
        data-act={JSON.stringify({ act: 'switch', id, on: running === undefined })}
      >
        {running ? incident.end : incident.start}
      </button>
    </li>
  );
}
