/** News in the shape that each kind of sink takes. */
import type { News } from '../model/news.ts';

/** The kinds of sinks that the settings know. */
export type SinkType = 'slack' | 'teams' | 'webhook';

/**
 * - `slack`: an incoming webhook (Slack, "Sending messages using incoming webhooks"); `text` is what notifications show.
 * - `teams`: a webhook of Workflows, which takes an Adaptive Card (Microsoft, "Create incoming webhooks with Workflows").
 * - `webhook`: our own, for anything else.
 */
export function sinkPayload(type: SinkType, news: News): object {
  if (type === 'slack') return slack(news);
  return type === 'teams' ? teams(news) : { version: 1, ...news };
}

/** Slack takes so many characters in one block of text. */
const slackLimit = 3000;

/** The three signs that Slack reads as its own ("Formatting text for app surfaces", escaping). */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function slack({ title, lines, link }: News): object {
  const heading = `*<${link}|${slackText(title).replaceAll('|', '∣')}>*`;
  const text = [heading, ...lines.map((line) => `• ${slackText(line)}`)].join('\n');
  return {
    text: slackText(title),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, slackLimit) } }],
  };
}

/** What a card reads as Markdown stays what was written. */
const cardText = (text: string): string => text.replace(/[\\`*_[\]()#+\-!>]/g, '\\$&');

function teams({ title, lines, link }: News): object {
  const block = (text: string, more: object = {}) => ({
    type: 'TextBlock',
    text: cardText(text),
    wrap: true,
    ...more,
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [block(title, { weight: 'Bolder' }), ...lines.map((line) => block(line))],
          actions: [{ type: 'Action.OpenUrl', title: 'Open on GitHub', url: link }],
        },
      },
    ],
  };
}
