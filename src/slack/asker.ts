/** Who acts in Slack, and where. */
export interface Asker {
  user: string;
  /** The workspace and organization the person belongs to. */
  team: string | null;
  enterprise: string | null;
  /** Where it was typed or pressed; null in modals and the App Home. */
  channel: string | null;
}

/** The parts of Slack's payloads that say who acts; commands are flat, everything else is nested. */
interface Payload {
  user_id?: string;
  team_id?: string | null;
  enterprise_id?: string | null;
  channel_id?: string;
  user?: string | { id: string; team_id?: string };
  team?: { id: string; enterprise_id?: string } | null;
  enterprise?: { id: string } | null;
  channel?: string | { id: string };
  event?: { user?: string };
}

/**
 * Reads who acts out of a command, button, shortcut, modal or event.
 * @param place the channel a modal was opened from, which its payload does not hold
 */
export function askerOf(body: object, place: string | null = null): Asker {
  const payload = body as Payload;
  const user = typeof payload.user === 'object' ? payload.user : undefined;
  const channel = typeof payload.channel === 'object' ? payload.channel.id : payload.channel_id;
  return {
    user: user?.id ?? payload.user_id ?? payload.event?.user ?? '',
    team: user?.team_id ?? payload.team_id ?? payload.team?.id ?? null,
    enterprise: payload.enterprise_id ?? payload.enterprise?.id ?? payload.team?.enterprise_id ?? null,
    channel: channel ?? place,
  };
}
