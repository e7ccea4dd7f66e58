/** Holds this machine's clock against GitHub's: a day decides, so a clock that is wrong decides wrongly. */
import { EnvironmentFailure } from '../model/failure.ts';

/** GitHub's clock and this machine's may differ by this much, in milliseconds. */
const toleratedSkew = 5 * 60_000;

/** Throws where the two are too far apart, or GitHub's is not known. Milliseconds by which ours is ahead. */
export function requireClock(skew: number | undefined): void {
  if (skew === undefined)
    throw new EnvironmentFailure('GitHub’s answer has no date, so this machine’s clock cannot be trusted');
  if (Math.abs(skew) > toleratedSkew)
    throw new EnvironmentFailure(
      `the clock of this machine is ${Math.round(Math.abs(skew) / 60_000)} minutes away from GitHub’s, so no day can be relied on`,
    );
}
