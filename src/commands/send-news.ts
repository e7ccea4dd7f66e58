/** Sends news to the sinks of the settings. A sink that does not answer stops nothing: what counts stands on GitHub. */
import type { News } from '../model/news.ts';
import type { Settings } from '../model/settings.ts';
import { sinkPayload } from '../render/sink-payload.ts';

/** In milliseconds. */
const patience = 10_000;

/**
 * Posts each of the news to each sink that wants its event. The address comes from the environment, by the name that
 * the settings give: it is as good as a password. Says what went wrong, without the address.
 */
export async function sendNews(
  news: readonly News[],
  settings: Pick<Settings, 'notifications'> | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { id, type, urlSecret, events } of settings?.notifications ?? []) {
    const wanted = news.filter(({ event }) => events === undefined || events.includes(event));
    if (wanted.length === 0) continue;
    const url = environment[urlSecret];
    if (!url || !URL.canParse(url)) {
      problems.push(
        `nothing was sent to \`${id}\`: there is no address in \`${urlSecret}\`; give the step \`env: {${urlSecret}: …}\` from the secret of that name`,
      );
      continue;
    }
    for (const one of wanted) {
      const problem = await post(url, sinkPayload(type, one));
      if (problem !== undefined) problems.push(`\`${id}\` did not take the news “${one.title}”: ${problem}`);
    }
  }
  return problems;
}

async function post(url: string, payload: object): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    await answer.arrayBuffer();
    return answer.ok ? undefined : `it answered ${answer.status}`;
  } catch (error) {
    return (error as Error).name === 'TimeoutError'
      ? `it did not answer within ${patience / 1000} seconds`
      : 'it could not be reached';
  }
}
