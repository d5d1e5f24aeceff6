/** Rows that the simulated tenant lacks, so that every list of a digest has something in it to recount. */
export function extras(monday: number): Record<string, unknown>[] {
  let last = 0;
  const row = (at: number, type: string, fields: Record<string, unknown>) => ({
    date: new Date(at).toISOString(),
    type,
    log_id: `90020261${String(++last).padStart(48, '0')}`,
    client_id: 'extra',
    client_name: 'Extra',
    connection: 'extra-users',
    user_agent: 'Firefox 143.0.0 / Windows 10.0.0',
    ...fields,
  });
  const person = (name: string) => ({ user_id: `auth0|${name}`, user_name: `${name}@example.org` });
  const hour = (n: number) => monday + n * 3_600_000;
  const login = (at: number, name: string, fields: Record<string, unknown>) =>
    row(at, 's', { ...person(name), details: { prompts: [{ name: 'prompt-authenticate' }] }, ...fields });
  const rows: Record<string, unknown>[] = [];
  // Somebody guesses at existing and invented names; one gets in.
  for (let i = 0; i < 40; i++) {
    const at = hour(30) + i * 20_000;
    const fields = { ip: '198.51.100.200' };
    rows.push(
      i % 3 === 0
        ? row(at, 'fp', { ...person(`known${i}`), ...fields })
        : row(at, 'fu', { user_id: '', user_name: `Guess${i}@Example.org`, ...fields }),
    );
  }
  rows.push(login(hour(31), 'known39', { ip: '198.51.100.200' }));
  rows.push(row(hour(31), 'limit_mu', { user_id: '', ip: '198.51.100.200' }));
  // An office behind one address.
  for (let i = 0; i < 14; i++) {
    rows.push(row(hour(50) + i * 60_000, 'fp', { ...person(`desk${i}`), ip: '198.51.100.90' }));
    rows.push(login(hour(50) + i * 60_000 + 20_000, `desk${i}`, { ip: '198.51.100.90' }));
  }
  // Countries of few people, of some whose zone is not written, and of none; organizations and applications of few.
  for (let i = 0; i < 15; i++) {
    const country = i < 3 ? 'IS' : i < 9 ? 'NZ' : 'JP';
    const location = {
      country_code: country,
      ...(i % 2 === 0 && country === 'NZ' ? { time_zone: 'Pacific/Auckland' } : {}),
    };
    rows.push(
      login(hour(60 + i), `far${i}`, {
        ip: `198.51.100.${i + 1}`,
        location_info: country === 'JP' ? undefined : location,
        organization_name: i < 2 ? 'few-people' : undefined,
        client_name: `Little ${i % 12}`,
      }),
    );
  }
  // The same person's name in three cases, on rows that have nothing but the name.
  for (const name of ['Mixed@Example.org', 'mixed@example.org', 'MIXED@EXAMPLE.ORG'])
    rows.push(row(hour(70), 'sepft', { user_id: '', user_name: name, ip: '203.0.113.240', details: {} }));
  rows.push(
    row(hour(71), 'fepft', {
      ...person('rop'),
      ip: '203.0.113.240',
      details: { error: { oauthError: 'mfa_required' } },
    }),
  );
  rows.push(row(hour(72), 'pla', { ip: '203.0.113.240', details: { requiresVerification: true } }));
  return rows;
}
