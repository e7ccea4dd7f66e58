/** A receiver of news on this machine, as Slack or a webhook is one elsewhere. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { News } from '../../src/model/news.ts';

export interface Sink {
  readonly url: string;
  /** What has come since the last time somebody took it. */
  take(): readonly News[];
  /** Answers so from now on. */
  answer(status: number): void;
  close(): void;
}

export async function startSink(): Promise<Sink> {
  let taken: News[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      taken.push(JSON.parse(body) as News);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/channel`,
    take() {
      const all = taken;
      taken = [];
      return all;
    },
    answer(next) {
      status = next;
    },
    close: () => server.close(),
  };
}
