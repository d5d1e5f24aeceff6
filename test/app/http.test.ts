import { afterEach, describe, expect, it } from 'vitest';
import { answer, type Listener, listen } from '../../src/app/http.ts';
import { createLog } from '../../src/log.ts';

describe('the listener', () => {
  let lines = '';
  const out = {
    write(text: string) {
      lines += text;
    },
  };
  const log = createLog({ level: 'info', out });
  let listener: Listener | undefined;
  afterEach(async () => {
    await listener?.close();
    listener = undefined;
    lines = '';
  });
  const at = (path: string) => `http://127.0.0.1:${listener!.port}${path}`;

  it('answers what it knows, by method and path', async () => {
    listener = await listen(
      0,
      [{ method: 'GET', path: '/a', handle: (_, response) => answer(response, 200, 'yes') }],
      log,
    );
    expect(await (await fetch(at('/a?b=c'))).text()).toBe('yes');
    expect((await fetch(at('/a'), { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(at('/b'))).status).toBe(404);
    const refused = await fetch(at('/a'), { method: 'POST', body: 'x' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('shows nobody why a request failed, but the log, without names', async () => {
    const handle = () => {
      throw new Error('no row for ada@example.com from 203.0.113.77');
    };
    listener = await listen(0, [{ method: 'GET', path: '/a', handle }], log);
    const response = await fetch(at('/a'));
    expect([response.status, await response.text()]).toEqual([
      500,
      'Something went wrong inside whylogin. The log has the details.\n',
    ]);
    expect(lines).toContain('a••@example.com from 203.0.113.0/24');
    expect(lines).not.toContain('ada@');
  });

  it('finishes open requests before it closes', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handle = async (_: unknown, response: Parameters<typeof answer>[0]) => {
      await held;
      answer(response, 200, 'late');
    };
    listener = await listen(0, [{ method: 'GET', path: '/a', handle }], log);
    const asked = fetch(at('/a'));
    // The request is in when its handler has been called.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = listener.close();
    listener = undefined;
    release();
    expect(await (await asked).text()).toBe('late');
    await closed;
  });

  it('says that the port is taken', async () => {
    listener = await listen(0, [], log);
    await expect(listen(listener.port, [], log)).rejects.toThrow(/^PORT \d+: another program has it\. Set PORT/);
  });
});
