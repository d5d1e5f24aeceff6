import type { SpikesConfig } from '../config.ts';
import type { SpikeSettings } from '../slack/spikes/settings.ts';

/** What the telling of spikes is told of the settings. @param zone the tenant's */
export function spikeSettings(spikes: SpikesConfig, zone: string): SpikeSettings {
  return {
    channel: spikes.WHYLOGIN_SPIKES_CHANNEL,
    zone,
    onCall: spikes.WHYLOGIN_ONCALL,
    onCallFrom: spikes.WHYLOGIN_ONCALL_FROM,
    quiet: hoursOf(spikes.WHYLOGIN_QUIET_HOURS),
  };
}

/** "22:00-07:00" as minutes of the day. */
function hoursOf(text: string | undefined): SpikeSettings['quiet'] {
  if (text === undefined) return null;
  const [from, to] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return from === to ? null : { from: from!, to: to! };
}
