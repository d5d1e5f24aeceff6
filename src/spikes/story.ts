import type { CauseId } from '../causes/ids.ts';
import { causeOf } from '../causes/vocabulary.ts';
import type { Dimension, Driver } from './drivers.ts';
import { type Evidence, isOwnDoing } from './evidence.ts';
import { type Incident, leadOf } from './incident.ts';
import { placeOf, seriesOf } from './series.ts';

/** The likely story of an incident. */
export interface LikelyStory {
  /** A few words after the title: "likely credential stuffing". Null where nothing stands out. */
  likely: string | null;
  /** What to look at, one short sentence. */
  look: string;
}

/** So many addresses that each tries little are a network of them. */
const MANY_ADDRESSES = 20;
const MOST = 0.5;

/** One reading of what the events say; the first that fits. Sure only of what is in them. */
export function storyOf(incident: Incident, evidence: Evidence): LikelyStory {
  const { family, kind } = incident;
  if (kind === 'drop') return outage(incident, evidence);
  if (evidence.cause !== null && isOwnDoing(evidence.cause)) return broken(evidence.cause.id, incident, evidence);
  if (family === 'configuration')
    return {
      likely: null,
      look: 'Look at what these people have in common; if nothing changed on your side, passwords may be guessed there.',
    };
  if (family === 'mfa_attack') return secondFactors(incident);
  if (family === 'signup_attack')
    return {
      likely: 'maybe a machine that makes accounts',
      look: 'Look at the new accounts’ e-mail domains and addresses; bot detection on sign-up stops machines.',
    };
  if (family === 'rate_limit')
    return {
      likely: null,
      look: 'Look at which application makes the requests; its users may be refused while the limit lasts.',
    };
  return guessing(incident, evidence);
}

function outage(incident: Incident, { silent, drivers, cause, change }: Evidence): LikelyStory {
  if (silent)
    return {
      likely: 'an outage, or the log feed is late',
      look: 'Try to log in yourself, and look at the Auth0 status page; whylogin check says how the feed stands.',
    };
  const where = mostly(drivers, incident.lead);
  if (cause !== null && cause.share >= MOST && causeOf(cause.id).family !== 'credentials')
    return broken(cause.id, incident, { drivers, change });
  return {
    likely: where === null ? null : `most is missing ${where}`,
    look: 'Try to log in yourself, and look at the Auth0 status page and your last release.',
  };
}

const IDP_DOWN: ReadonlySet<CauseId> = new Set(['idp_unavailable', 'connector_offline']);

function broken(
  id: CauseId,
  { lead }: Incident,
  { drivers, change }: Pick<Evidence, 'drivers' | 'change'>,
): LikelyStory {
  const { name, owner } = causeOf(id);
  const where = mostly(drivers, lead);
  const at = where === null ? '' : `, ${where}`;
  const after = change === null ? '' : ', shortly after a change of the tenant';
  const who = owner === 'idp_admin' ? 'whoever runs the identity provider' : 'whoever runs this application and tenant';
  return {
    likely: IDP_DOWN.has(id) ? `the identity provider does not answer${at}` : `${name}${at}${after}`,
    look:
      change === null
        ? `People cannot help themselves here; tell ${who}.`
        : 'Look at the change first, and undo it if in doubt.',
  };
}

function secondFactors({ lead }: Incident): LikelyStory {
  if (lead === 'prompts_per_person')
    return {
      likely: 'somebody with the right password keeps asking one person to approve',
      look: 'Call the person: they should approve nothing and change their password.',
    };
  if (lead === 'mfa_send')
    return {
      likely: 'maybe somebody earns on text messages (toll fraud)',
      look: 'Look at the countries of the phone numbers. Each message costs; the phone provider can block a country.',
    };
  return { likely: null, look: 'Look at whether one factor or one phone provider fails for everybody.' };
}

function guessing(
  { lead, members }: Incident,
  { addresses, drivers, attacking, gotIn, unknownNames }: Evidence,
): LikelyStory {
  const series = new Set(members.map((member) => member.series));
  const one = addresses === 1 || (attacking === 1 && lead === 'people_per_ip');
  const sources = 'the sources in the tenant’s access control list, and turn bot detection up.';
  const block = gotIn ? `First give those who got in new passwords; then block ${sources}` : `Block ${sources}`;
  if (series.has('breached_password')) return { likely: 'likely stuffing with leaked passwords', look: block };
  if (one) return { likely: 'likely one source guessing passwords', look: block };
  // A list from elsewhere holds names that nobody has here.
  const listed = unknownNames >= MOST;
  if (addresses >= MANY_ADDRESSES || drivers.some(({ dimension }) => dimension === 'network' || dimension === 'range'))
    return { likely: listed ? 'likely credential stuffing' : 'likely guessing at known accounts', look: block };
  const where = mostly(drivers, lead);
  return {
    likely: where === null ? null : `mostly ${where}`,
    look: 'Look at who fails and where; if nothing changed on your side, somebody is guessing passwords.',
  };
}

const PLACES: ReadonlySet<Dimension> = new Set(['connection', 'application']);

/** What rises or falls, for a title: "Failed logins", "Failures in the application Mobile". */
export function titleOf({ lead }: Incident, { application }: Pick<Evidence, 'application'>): string {
  const { title } = seriesOf(lead);
  return application == null || placeOf(lead, 'application') === null
    ? title
    : `Failures in the application ${application}`;
}

/** "on the connection northwind-entra", "in the application Mobile": where most of it is, unless the series says so. */
function mostly(drivers: readonly Driver[], lead: string): string | null {
  const found = drivers.find(({ dimension, share }) => PLACES.has(dimension) && share >= MOST);
  if (found === undefined || lead === `${found.dimension}:${found.value}`) return null;
  return found.dimension === 'connection' ? `on the connection ${found.value}` : `in the application ${found.value}`;
}

/** Where next to nothing is usual, a number of times says nothing. */
export const FAR = 'far above the usual';

/** How many times the usual it went, for a title: "6 times the usual", "down to 10 % of the usual". */
export function sizeOf(incident: Incident): string {
  const { peak, seen, usual } = leadOf(incident);
  if (incident.kind === 'drop') return `down to ${Math.max(0, Math.round(peak * 100))} % of the usual`;
  if (usual < 1 && seen > 10) return FAR;
  return `${peak >= 10 ? Math.round(peak) : Math.round(peak * 10) / 10} times the usual`;
}
