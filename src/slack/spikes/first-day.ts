import { DateTime } from 'luxon';
import { type Incident, leadOf } from '../../spikes/incident.ts';
import { seriesOf } from '../../spikes/series.ts';
import { sizeOf } from '../../spikes/story.ts';
import type { History } from '../../spikes/watcher.ts';
import { type Message, message } from '../blocks.ts';
import { bold, bullets, code, type Inline, line, moment, rich } from '../rich-text.ts';

const DAY = 86_400_000;
const SHOWN = 10;

/** What would have been posted on the events that were there at the first start. Null where they say too little. */
export function firstDayMessage({ from, to, incidents }: History, zone: string): Message | null {
  const days = Math.round((to - from) / DAY);
  if (days < 2) return null;
  const begins = DateTime.fromMillis(from, { zone }).setLocale('en-GB').toFormat('d LLL');
  const read = `I have read ${days} days of stored events (since ${begins}) and know what is usual for this tenant now.`;
  const words =
    incidents.length === 0
      ? `${read} In that time I would have posted nothing here.`
      : `${read} In that time I would have posted ${incidents.length === 1 ? 'once' : `${incidents.length} times`}:`;
  const latest = incidents.slice(-SHOWN);
  const more = incidents.length - latest.length;
  return message(words.replace(/:$/, '.'), [
    rich(line(words)),
    ...(latest.length > 0 ? [rich(bullets(latest.map(told)))] : []),
    rich(
      line(
        ...(more > 0 ? [`And ${more} earlier. `] : []),
        ...(days < 14 ? ['With two weeks of events I know it better. '] : []),
        'Too many or too few? Set ',
        code('WHYLOGIN_SPIKES_SENSITIVITY'),
        '; ',
        code('whylogin backtest'),
        ' shows what each setting would have posted.',
      ),
    ),
  ]);
}

function told(incident: Incident): Inline[] {
  return [
    moment(incident.openedAt, 'day and time'),
    ' ',
    bold(seriesOf(leadOf(incident).series).title),
    ` ${sizeOf(incident)}`,
  ];
}
