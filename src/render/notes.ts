/** Comments that somebody gets by mail, since an edit of the one comment sends none: short, once, about one thing. */

/** A comment that is written once for each key. */
export interface Note {
  /** Begins the comment; together with its author it is how it is found again. */
  readonly marker: string;
  readonly body: string;
}

/** The accounts are those of person files, whose form is checked; only they are ever mentioned for real. */
const mentions = (logins: readonly string[]): string => logins.map((login) => `@${login}`).join(', ');

/** For the people of an escalation: nobody answered in time. */
export function escalationNote(logins: readonly string[]): Note {
  const marker = `<!-- grantbook:escalation ${logins.toSorted().join(' ')} -->`;
  return {
    marker,
    body: `${marker}\n${mentions(logins)}: nobody who was asked has answered in time, or nobody of them may approve this, so you may approve it too, with the button *Review changes*. The comment above says who asks for what.\n`,
  };
}

/** For an approver who wrote a comment in place of a review. */
export function reviewNote(login: string, reviewPage: string): Note {
  const marker = `<!-- grantbook:review-please ${login} -->`;
  return {
    marker,
    body: `${marker}\n@${login}, thank you. A comment is not an approval that counts: GitHub ties only a review to the commit that was seen. Please open [Review changes](${reviewPage}), choose *Approve* there, and submit.\n`,
  };
}

const yes = new Set(
  'approve approved approves approving lgtm ok okay yes fine granted agreed confirmed +1 👍 ✅ aprovado aprovo aprobado genehmigt approuvé'.split(
    ' ',
  ),
);
const beside = new Set(
  'i we hereby by from me my side is this looks good to thanks thank you please for'.split(' '),
);
const longest = 8;

/** Whether a comment is meant as an approval: a word that says yes, and hardly anything beside it. */
export function soundsLikeApproval(text: string): boolean {
  const words =
    text
      .toLowerCase()
      .replaceAll(/@[\w-]+/g, ' ')
      .match(/\+1|[\p{L}]+|👍|✅/gu) ?? [];
  return (
    words.length <= longest &&
    words.some((word) => yes.has(word)) &&
    words.every((word) => yes.has(word) || beside.has(word))
  );
}
