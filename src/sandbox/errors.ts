const documentation = 'https://docs.github.com/rest';

/** A refusal in GitHub's form: thrown by a handler, sent by the server. */
export class GitHubError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${String(body.message)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A refusal with one sentence and nothing more. */
export function refusal(
  status: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): GitHubError {
  return new GitHubError(
    status,
    { message, documentation_url: documentation, status: String(status) },
    headers,
  );
}

/** What GitHub also answers when somebody may not know that a thing exists. */
export const notFound = (): GitHubError => refusal(404, 'Not Found');

/** What an app hears that lacks the permission, and a workflow whose `permissions:` are too small. */
export const notForIntegration = (): GitHubError => refusal(403, 'Resource not accessible by integration');

/** One of the `errors` of a 422 answer. */
export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** 422 in the form with `errors` as objects. See "Client errors" in GitHub's "Troubleshooting the REST API". */
export function validationFailed(...errors: readonly FieldError[]): GitHubError {
  return new GitHubError(422, { message: 'Validation Failed', errors, documentation_url: documentation });
}

const longestBody = 65_536;

/** Refuses a text that is longer than GitHub takes. The length is not in GitHub's description; its answer is. */
export function checkLength(body: string | null | undefined): void {
  if ((body?.length ?? 0) > longestBody)
    throw validationFailed({
      // Of pull requests too, each of which is an issue.
      resource: 'Issue',
      code: 'custom',
      field: 'body',
      message: `body is too long (maximum is ${longestBody} characters)`,
    });
}

/** The same of a comment, which may not be empty either; GitHub words it in another way. */
export function checkComment(body: string): void {
  const refuse = (message: string) =>
    validationFailed({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message });
  if (body.trim() === '') throw refuse("Body can't be blank");
  if (body.length > longestBody) throw refuse(`Body is too long (maximum is ${longestBody} characters)`);
}

/** 422 in the form with `errors` as sentences, which the reviews use. */
export function unprocessable(...errors: readonly string[]): GitHubError {
  return new GitHubError(422, { message: 'Unprocessable Entity', errors, documentation_url: documentation });
}
