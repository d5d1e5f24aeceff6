import type { Fault } from '../errors.ts';
import type { Refusal } from './access.ts';
import { type AskedQuestion, spanInWords } from './answer/question.ts';
import { actions, button, type Message, message } from './blocks.ts';
import { said } from './rich-lines.ts';
import { bold, bullets, channel, code, type Inline, line, rich, userGroup } from './rich-text.ts';

/** Opens the form to ask in, wherever it is pressed. */
export const ASK_BUTTON = 'ask_form';

/** What is seen until the answer is there: it repeats what was understood. */
export function waiting({ who, since, application }: AskedQuestion): Message {
  const where = application === null ? '' : `, in ${application}`;
  return message(`Looking at the last ${spanInWords(since)} …`, [
    rich(line('Looking at ', code(who), `, last ${spanInWords(since)}${where} …`)),
  ]);
}

/** Why somebody may not ask, where it is possible, and a reference that the log has too. */
export function refused(refusal: Refusal, ref?: string): Message {
  const words = [...reason(refusal), ...reference(ref)];
  const first = words.find((part) => typeof part === 'string') ?? '';
  // What is a mention there has no name in a notification: its first sentence is enough.
  return message(FIRST_SENTENCE.exec(first)?.[0] ?? `${first.replace(/:[^:]*$/, '')}.`, [rich(line(...words))]);
}

const FIRST_SENTENCE = /^[^.]+\./;

function reference(ref: string | undefined): Inline[] {
  return ref === undefined ? [] : [` Ref ${ref}.`];
}

function reason({ why, groups, channels, reason: word }: Refusal): Inline[] {
  switch (why) {
    case 'other_workspace':
      return ['You’re not allowed to look people up here: only people of the workspace that owns this bot are.'];
    case 'nobody_allowed':
      return [
        'Nobody is allowed to look people up yet. Whoever runs this bot names people, groups or channels in ',
        code('WHYLOGIN_ALLOW'),
        '.',
      ];
    case 'groups_unreadable':
      return [
        'I couldn’t find out whether you may ask: Slack doesn’t tell me who is in ',
        ...listed(groups.map(userGroup)),
        ` (${word}). `,
        ...(word === 'missing_scope'
          ? ['Whoever runs this bot adds the scope ', code('usergroups:read'), ' and installs it again.']
          : ['Try again in a minute.']),
      ];
    case 'not_listed':
      return [...whoMay(groups, channels)];
  }
}

function whoMay(groups: readonly string[], channels: readonly string[]): Inline[] {
  const start = 'You’re not allowed to look people up here.';
  const members = groups.length > 0 ? [' Members of ', ...listed(groups.map(userGroup)), ' are'] : [];
  const places = channels.length > 0 ? ['anyone in ', ...listed(channels.map(channel))] : [];
  if (members.length === 0 && places.length === 0) return [start, ' Ask whoever runs this bot to add you.'];
  if (places.length === 0) return [start, ...members, '.'];
  if (members.length === 0) return [start, ' But ', ...places, ' is.'];
  return [start, ...members, ', and ', ...places, '.'];
}

/** "a, b and c" */
function listed(parts: readonly Inline[]): Inline[] {
  return parts.flatMap((part, i) => {
    if (i === 0) return [part];
    return [i === parts.length - 1 ? ' and ' : ', ', part];
  });
}

/** Something went wrong: what, why, what to do next; for what is not the asker's doing also a reference. */
export function failed(fault: Fault, ref?: string): Message {
  const own = fault.code === 'bad_request';
  return message(fault.message.replaceAll('`', ''), [
    rich(line(...said(fault.message), ...reference(own ? undefined : ref))),
  ]);
}

export function tooMany(perMinute: number, seconds: number): Message {
  const words = `That is more than ${perMinute} questions a minute. Ask again in ${seconds} seconds.`;
  return message(words, [rich(line(words))]);
}

/** In a direct message, where an answer could be shown nowhere else: it names nobody. */
export function undelivered(channelId: string | null): Message {
  const where: Inline[] = channelId === null ? [] : [' in ', channel(channelId)];
  return message('Slack didn’t show my answer. Ask again.', [
    rich(line('Slack didn’t show my answer', ...where, '. Ask again there, or here from my Home tab.')),
  ]);
}

/** How to ask. Every example is literally valid. */
export function help(): Message {
  return message('How to ask: /whylogin ada@example.com, or /whylogin alone for a form.', [
    rich(
      line(bold('Ask why somebody cannot log in')),
      bullets([
        [code('/whylogin ada@example.com'), ': an e-mail address, user id, phone number or user name'],
        [code('/whylogin ip:203.0.113.7'), ': why logins from an address fail'],
        [code('/whylogin log:90020261116140212345000000000000001223372036854775807'), ': what one event means'],
        [code('/whylogin ada@example.com last 30 days'), ': further back than 7 days'],
        [code('/whylogin ada@example.com app:"Customer Portal"'), ': in one application only'],
        [code('/whylogin ada@example.com ticket:ABC-1'), ': with a ticket, which the audit keeps'],
        [code('/whylogin'), ': opens a form'],
      ]),
    ),
    rich(
      line(
        'In a thread, where no command works, open the menu of a message and choose ',
        bold('Why can’t they log in?'),
        '. Only you see an answer; sharing it masks names. Every question is written into the audit.',
      ),
    ),
    actions('help', [button(ASK_BUTTON, 'Ask')]),
  ]);
}
