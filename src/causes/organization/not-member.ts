import type { Cause, Finding } from '../cause.ts';
import { isWorded, says } from '../reading.ts';

export const notOrganizationMember: Cause = {
  id: 'not_organization_member',
  family: 'organization',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'action',
  name: 'not a member of the organization',
  signal: (event) =>
    isWorded(event) &&
    says(
      event,
      /not (a )?(part|member) of (the )?[^.]{0,80}organi[sz]ation|(requires|without) organi[sz]ation membership|does not belong to (any|the) organi[sz]ation|not a member of (the )?org/i,
    ),
  weigh: (story, tries) => {
    const wanted = tries.at(-1)?.telling.organizationId;
    const live = Object.values(story.profile?.organizations ?? {}).flat();
    const member = wanted != null && live.some((organization) => organization.id === wanted);
    return member ? { confidence: 'medium', facts: { member: 'yes' } } : {};
  },
  words: (finding) =>
    finding.facts?.member
      ? {
          headline: `{person} was refused for not being a member of the organization${named(finding)}. {person} is one by now (checked now) and has not tried again.`,
          agent: ['Ask {person} to sign in again.'],
          customer: 'You’ve been added to the organization. Please sign in again.',
        }
      : {
          headline: `{person}’s credentials are right, but {person} is not a member of the organization${named(finding)}.`,
          agent: [
            'Ask {person} which organization they mean; perhaps the wrong one was chosen or an old link used.',
            'If it is the right one, whoever runs Auth0 here (or the organization’s administrator) has to add or invite {person}.',
          ],
          customer:
            'Your details are right, but you haven’t been added to this organization yet. Please check that you chose the right one; if so, ask its administrator to add you.',
        },
};

function named(finding: Finding): string {
  return finding.facts?.organization ? ` ${finding.facts.organization}` : '';
}
