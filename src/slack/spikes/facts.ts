import type { Driver } from '../../spikes/drivers.ts';
import { type Incident, leadOf, type Member } from '../../spikes/incident.ts';
import { type Series, seriesOf } from '../../spikes/series.ts';
import type { IncidentView } from '../../spikes/view.ts';
import { bold, type Inline, moment } from '../rich-text.ts';
import { usually } from './usually.ts';

const MINUTE = 60_000;
/** Models are not truer than this. */
const RAREST = 9;
const COUNT = new Intl.NumberFormat('en-US');

/** What is known of an incident, a line each: how much, on what, who got in, what was changed. Names nobody. */
export function factsOf(view: IncidentView): Inline[][] {
  const { incident } = view;
  const lines = [
    figures(leadOf(incident), seriesOf(incident.lead)),
    drivenBy(view),
    insideOf(view),
    changed(view),
    past(incident),
  ];
  return lines.filter((parts) => parts.length > 0);
}

/** "1 person", "1,204 people" */
export function people(number: number): string {
  return number === 1 ? '1 person' : `${COUNT.format(number)} people`;
}

const ONE: Record<Series['unit'], string> = {
  people: 'person',
  addresses: 'address',
  requests: 'request',
  prompts: 'prompt',
};

/** "214 people in 3 minutes; usually 31–40 at this time of the week. By chance: rarer than 1 in 10⁹." */
function figures({ seen, usual, spread, score, since, openedAt }: Member, { unit }: Series): Inline[] {
  const minutes = Math.max(1, Math.round((openedAt - since) / MINUTE));
  const [low, high] = usually(usual, spread);
  const rare =
    score >= RAREST ? `rarer than 1 in 10${superscript(RAREST)}` : `about 1 in 10${superscript(Math.floor(score))}`;
  const what = Math.round(seen) === 1 ? ONE[unit] : unit;
  const within = minutes === 1 ? 'in the first minute' : `in the first ${minutes} minutes`;
  return [
    `${COUNT.format(Math.round(seen))} ${what} ${within}; usually ${COUNT.format(low)}–${COUNT.format(high)} at this time of the week. By chance: ${rare}.`,
  ];
}

function drivenBy({ incident, evidence }: IncidentView): Inline[] {
  const { drivers, addresses } = evidence;
  if (drivers.length === 0) return [];
  if (incident.kind === 'drop')
    return [...drivers.flatMap((driver, i) => [i === 0 ? 'Missing most: ' : ', ', ...missing(driver)]), '.'];
  const parts: Inline[] = drivers.flatMap((driver, i) => [i === 0 ? 'Driven by ' : ', ', ...driven(driver)]);
  return [...parts, addresses > 1 ? `; from ${COUNT.format(addresses)} addresses in all.` : '.'];
}

function driven(driver: Driver): Inline[] {
  const { share, usualShare } = driver;
  const of = usualShare === null ? percent(share) : `${percent(share)}, usually ${percent(usualShare)}`;
  return [...named(driver), ` (${of})`];
}

/** Of a fall, shares are told the other way round: what is usual is what is missing. */
function missing(driver: Driver): Inline[] {
  const { share, usualShare } = driver;
  const of = `usually ${percent(share)} of all`;
  return [...named(driver), ` (${usualShare === null ? of : `${of}, now ${percent(usualShare)}`})`];
}

/** What values of a dimension are called; the others say by themselves what they are. */
const CALLED: Partial<Record<Driver['dimension'], string>> = {
  connection: 'the connection ',
  application: 'the application ',
  country: 'the country ',
};

function named({ dimension, value }: Driver): Inline[] {
  if (dimension === 'cause') return ['“', bold(value), '”'];
  const kind = CALLED[dimension];
  return kind === undefined ? [bold(value)] : [kind, bold(value)];
}

function insideOf({ incident, evidence }: IncidentView): Inline[] {
  const { blocked, silent } = evidence;
  if (silent) return ['Nothing at all has arrived in this time.'];
  const stopped = blocked > 0 ? `Auth0’s attack protection stopped at least ${people(blocked)}.` : '';
  const inside = gotInWords({ incident, evidence });
  const parts: Inline[] = inside === '' ? [] : [bold(inside)];
  return stopped === '' ? parts : [...parts, `${inside === '' ? '' : ' '}${stopped}`];
}

/** "2 people got in from there."; empty where nobody attacks. */
export function gotInWords({ incident, evidence: { gotIn } }: Pick<IncidentView, 'incident' | 'evidence'>): string {
  if (gotIn === null || (gotIn === 0 && incident.family !== 'credential_attack')) return '';
  return gotIn === 0 ? 'Nobody got in from there.' : `${people(gotIn)} got in from there.`;
}

function changed({ evidence: { change } }: IncidentView): Inline[] {
  return change === null ? [] : ['Just before, at ', moment(change.at, 'time'), `: ${change.text}.`];
}

function past({ marks }: Incident): Inline[] {
  return marks.includes('past') ? ['Found only afterwards: events came late, or I was not running.'] : [];
}

function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}

function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}
