/** A receiver of webhooks as somebody would write one: with the library of the specification, and a memory. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Message } from '../../src/connectors/webhook-message.ts';

export interface Receiver {
  readonly url: string;
  readonly readUrl: string;
  /** What was believed, and done. */
  readonly done: Message[];
  /** Who holds what: "role account". */
  readonly holders: Set<string>;
  /** Headers of everything that came, believed or not. */
  readonly headers: Record<string, string>[];
  readonly refused: string[];
  /** What goes wrong with a call, by its number from 1; `done` is carried out before. */
  fault: (call: number) => number | 'cut' | 'cut when done' | undefined;
  /** What it answers where it did something. */
  answer: number;
  /** What it says it holds, in place of the truth. */
  says: string | undefined;
  close(): Promise<void>;
}

/** `remembers`: a key of idempotency that was seen is answered 409. */
export async function startReceiver(secret: string, remembers: boolean): Promise<Receiver> {
  const verifier = new Webhook(secret);
  const seen = new Set<string>();
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    self.headers.push(headers);
    calls += 1;
    const fault = self.fault(calls);
    if (fault === 'cut') return void request.socket.destroy();
    if (typeof fault === 'number') return void response.writeHead(fault).end('{"message": "not now"}');
    try {
      verifier.verify(body, headers, { jsonParse: false });
    } catch (error) {
      self.refused.push((error as Error).message);
      return void response.writeHead(401).end();
    }
    if (request.method === 'GET') {
      const holders = [...self.holders].map((holder) => {
        const [role = '', account = ''] = holder.split(' ');
        return { role, account, name: account.toUpperCase() };
      });
      return void response.end(self.says ?? JSON.stringify({ holders }));
    }
    const key = headers['idempotency-key'] ?? '';
    if (remembers && seen.has(key)) return void response.writeHead(409).end();
    seen.add(key);
    const message = JSON.parse(body) as Message;
    self.done.push(message);
    const holder = `${message.role} ${message.subject.account}`;
    self.holders[message.action === 'grant' ? 'add' : 'delete'](holder);
    if (fault === 'cut when done') return void request.socket.destroy();
    response.writeHead(self.answer).end('thanks');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: Receiver = {
    url: `${base}/hooks/access`,
    readUrl: `${base}/hooks/holders`,
    done: [],
    holders: new Set(),
    headers: [],
    refused: [],
    fault: () => undefined,
    answer: 200,
    says: undefined,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return self;
}
