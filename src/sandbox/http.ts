import type { IncomingMessage } from 'node:http';

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The token of a request: a bearer token, GitHub's own `token` scheme, or the password of Basic. */
export function tokenOf(request: IncomingMessage): string | null {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  if (/^(bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  const [user = '', ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
  // With Basic the token is the password; a token as user name with no password works too.
  return password.join(':') || user || null;
}
