import { describe, expect, it } from 'vitest';
import { allEventTypes, eventType, isIndexedType } from '../../src/event/event-types.ts';

describe('the catalogue', () => {
  it('holds every code once, with a title', () => {
    const types = allEventTypes();
    expect(types).toHaveLength(197);
    expect(types.filter(({ title, code }) => title === '' || title === code)).toEqual([]);
    const count = (wanted: string) => types.filter(({ status }) => status === wanted).length;
    expect([count('current'), count('legacy'), count('rare')]).toEqual([172, 14, 11]);
  });

  it.each([
    // Codes that a rule by first letter or a slip of the eye gets wrong.
    ['fsa', 'failure', 'session_silent_auth', false],
    ['ss_sso_failure', 'failure', 'user_mgmt', false],
    ['scoa', 'success', 'login_success', true],
    ['seacft', 'success', 'exchange_success', false],
    ['sepft', 'success', 'exchange_success', true],
    ['fepft', 'failure', 'exchange_failure', true],
    ['feacft', 'failure', 'exchange_failure', false],
    ['forms_submission_succeeded', 'success', 'action_hook', false],
    ['federated_logout_failed', 'failure', 'logout', false],
    ['w', 'notice', 'login_failure', false],
    ['scv', 'notice', 'login_success', false],
    ['coff', 'failure', 'connector', false],
    ['ublkdu', 'notice', 'blocking', false],
  ] as const)('%s is a %s', (code, outcome, category, loginAttempt) => {
    expect(eventType(code)).toMatchObject({ code, outcome, category, loginAttempt });
  });

  it('counts seven types as anomaly detection, and pre-login assessments as none', () => {
    const triggers = allEventTypes().filter(({ anomalyDetection }) => anomalyDetection);
    expect(triggers.map(({ code }) => code).sort()).toEqual([
      'limit_mu',
      'limit_phone',
      'limit_sul',
      'limit_wc',
      'pwd_leak',
      'reset_pwd_leak',
      'signup_pwd_leak',
    ]);
  });

  it('says nothing about a code it does not know', () => {
    for (const code of ['new_type_of_2027', 'constructor', '__proto__', '']) {
      expect(eventType(code)).toMatchObject({ code, title: code, outcome: 'notice', status: 'unknown' });
      expect(eventType(code).loginAttempt).toBe(false);
    }
  });
});

describe('types that can be asked for', () => {
  it('are all failures', () => {
    const hidden = allEventTypes().filter(({ code, outcome }) => outcome === 'failure' && !isIndexedType(code));
    expect(hidden).toEqual([]);
  });

  it.each(['sapi', 'coff', 'con', 'acls_summary', 'api_limit', 'limit_mu', 'ublkdu', 'cs', 'cls', 'scp', 'w', 'sce'])(
    'include %s',
    (code) => expect(isIndexedType(code)).toBe(true),
  );

  it.each(['s', 'ssa', 'seacft', 'sertft', 'seccft', 'slo', 'pla', 'scv', 'gd_start_auth', 'gd_auth_succeed'])(
    'leave out %s, of which there is one a login',
    (code) => expect(isIndexedType(code)).toBe(false),
  );

  it('include a code that is newer than the catalogue', () => expect(isIndexedType('new_failure')).toBe(true));
});
