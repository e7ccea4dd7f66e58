/** Faults in what was read of a pull request: a value that nobody has heard of, one that is missing, an end cut off. */
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type Facts, FactsSchema } from '../../src/model/facts.ts';

export interface Fault {
  /** Where it is, such as `reviews 0 user type`. */
  readonly place: readonly string[];
  readonly kind: 'null' | 'missing' | 'unheard of';
}

const ajv = new Ajv({ validateSchema: false, meta: false });
addFormats.default(ajv, ['date-time']);
const fits = ajv.compile<Facts>(FactsSchema);

type Container = Record<string, unknown>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Every fault that there can be, one at a time. */
export function faultsIn(facts: Facts): Fault[] {
  const found: Fault[] = [];
  const walk = (value: Container, at: readonly string[]) => {
    for (const [key, child] of Object.entries(value)) {
      const place = [...at, key];
      found.push({ place, kind: 'missing' });
      if (child !== null) found.push({ place, kind: 'null' });
      if (typeof child === 'string') found.push({ place, kind: 'unheard of' });
      if (isContainer(child)) walk(child, place);
    }
  };
  walk(facts, []);
  return found;
}

/**
 * What the format says is nothing unusual when it is not there: nobody besides the author, no draft. Whoever reads the
 * facts and loses one of these has to say `complete: false`; a decision cannot see what was never there.
 */
const meansNobody =
  /^(pullRequest (requestedBy|draft)|commits \d+ (committer|pusher|coAuthors))$|^(commits|reviews|commits \d+ coAuthors|teams \S+) \d+$/;

/** Whether facts with this fault in them look whole, so that only `complete` can tell. */
export const isSilent = ({ place, kind }: Fault): boolean =>
  kind !== 'unheard of' &&
  meansNobody.test(place.join(' ')) &&
  !(kind === 'null' && place.at(-2) === 'coAuthors');

/** The facts with a fault; `undefined` where nobody would take them for facts. */
export function withFault(facts: Facts, { place, kind }: Fault): Facts | undefined {
  const copy: unknown = structuredClone(facts);
  const last = place.at(-1) ?? '';
  let at = copy;
  for (const key of place.slice(0, -1)) at = isContainer(at) ? at[key] : undefined;
  if (!isContainer(at)) throw new Error(`no such place: ${place.join(' ')}`);
  if (kind !== 'missing') at[last] = kind === 'null' ? null : 'UNHEARD_OF';
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return fits(copy) ? copy : undefined;
}
