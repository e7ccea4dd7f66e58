/** News reach local receivers, which take only what Slack, Teams and our own format describe. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendNews } from '../../src/commands/send-news.ts';
import type { News } from '../../src/model/news.ts';
import type { Settings } from '../../src/model/settings.ts';

const text = { type: 'string', minLength: 1 };
const closed = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
/** The parts of the published shapes that we use; a receiver answers 400 to anything else. */
const shapes: Readonly<Record<string, object>> = {
  // Slack, "Sending messages using incoming webhooks" and "Block Kit: section".
  slack: closed({
    text,
    blocks: {
      type: 'array',
      maxItems: 50,
      items: closed({
        type: { const: 'section' },
        text: closed({ type: { const: 'mrkdwn' }, text: { ...text, maxLength: 3000 } }),
      }),
    },
  }),
  // Microsoft, "Create incoming webhooks with Workflows", and the schema of Adaptive Cards 1.4.
  teams: closed({
    type: { const: 'message' },
    attachments: {
      type: 'array',
      minItems: 1,
      items: closed({
        contentType: { const: 'application/vnd.microsoft.card.adaptive' },
        contentUrl: { const: null },
        content: closed({
          $schema: text,
          type: { const: 'AdaptiveCard' },
          version: { enum: ['1.0', '1.1', '1.2', '1.3', '1.4'] },
          body: {
            type: 'array',
            items: closed(
              { type: { const: 'TextBlock' }, text, wrap: { type: 'boolean' }, weight: { enum: ['Bolder'] } },
              ['type', 'text'],
            ),
          },
          actions: {
            type: 'array',
            items: closed({ type: { const: 'Action.OpenUrl' }, title: text, url: text }),
          },
        }),
      }),
    },
  }),
  webhook: closed({
    version: { const: 1 },
    event: text,
    title: text,
    lines: { type: 'array', items: text },
    link: text,
  }),
};

const ajv = new Ajv({ strict: true });
let server: Server;
let taken: { path: string; body: string }[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const path = request.url?.slice(1) ?? '';
      const shape = shapes[path];
      const fits =
        shape !== undefined &&
        request.headers['content-type'] === 'application/json' &&
        ajv.validate(shape, JSON.parse(body));
      if (fits) taken.push({ path, body });
      response.writeHead(
        fits ? 200 : path === 'away' ? 302 : 400,
        path === 'away' ? { location: '/slack' } : {},
      );
      response.end('ok');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());
beforeEach(() => {
  taken = [];
});

const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;
const news: News = {
  event: 'expiring',
  title: 'Access of Ana <Costa> & others that ends soon',
  lines: ['Viewer in *Payroll* ends in 3 days', `Editor ${'x'.repeat(4000)}`],
  link: 'https://github.com/acme/access/issues/7',
};
const sinks = (...types: ('slack' | 'teams' | 'webhook')[]): Pick<Settings, 'notifications'> => ({
  notifications: types.map((type) => ({ id: `${type}-sink`, type, urlSecret: `${type.toUpperCase()}_URL` })),
});
const env = () => ({
  SLACK_URL: address('slack'),
  TEAMS_URL: address('teams'),
  WEBHOOK_URL: address('webhook'),
});

describe('news', () => {
  test('fit the shape of each sink, whatever they say', async () => {
    expect(await sendNews([news], sinks('slack', 'teams', 'webhook'), env())).toEqual([]);
    expect(taken.map(({ path }) => path)).toEqual(['slack', 'teams', 'webhook']);
    const [slack, teams] = taken.map(({ body }) => body);
    expect(slack).toContain('Ana &lt;Costa&gt; &amp; others');
    expect(slack).toContain('<https://github.com/acme/access/issues/7|');
    expect(teams).toContain('\\\\*Payroll\\\\*');
  });

  test('go only where their event is wanted', async () => {
    const [sink] = sinks('slack').notifications ?? [];
    if (!sink) throw new Error('there is no sink');
    const only = (events: ('approved' | 'expiring')[]) => ({ notifications: [{ ...sink, events }] });
    await sendNews([news], only(['approved']), env());
    expect(taken).toEqual([]);
    await sendNews([news], only(['expiring']), env());
    expect(taken).toHaveLength(1);
  });

  test.each<[title: string, url: string | undefined, expected: RegExp]>([
    [
      'there is no address',
      undefined,
      /^nothing was sent to `slack-sink`: there is no address in `SLACK_URL`/,
    ],
    ['it refuses', 'refuse', /did not take the news “.*”: it answered 400$/],
    ['it leads elsewhere', 'away', /could not be reached$/],
    ['nobody is there', 'http://127.0.0.1:9/secret', /could not be reached$/],
  ])('and where %s, that is said without the address', async (_, url, expected) => {
    const where = url === undefined || url.startsWith('http') ? url : address(url);
    const [problem = ''] = await sendNews([news], sinks('slack'), { SLACK_URL: where });
    expect(problem).toMatch(expected);
    expect(problem).not.toContain('127.0.0.1');
  });
});
