/** Wrong usage, or an environment that could not be read (no git, no token, the API is down). Exit code 2. */
export class EnvironmentFailure extends Error {
  override readonly name = 'EnvironmentFailure';
}

/**
 * What can never be read, however often one tries: GitHub does not tell it, or has forgotten it. Whoever waits for it would
 * wait for ever.
 */
export class NeverKnown extends EnvironmentFailure {}

/** A broken invariant: our mistake, never the user's. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
