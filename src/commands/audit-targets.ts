/** The system and the person that somebody asks about, who may both be long gone. */
import { EnvironmentFailure } from '../model/failure.ts';
import { idsLike, nearest } from '../model/nearest.ts';
import { alternatives } from '../render/markdown.ts';
import type { AuditPlace } from './audit-read.ts';

export interface AuditTargets {
  readonly system?: string;
  readonly role?: string;
  readonly person?: string;
}

const peopleFile = /^policies\/people\/([^/]+)\.yaml$/;
const systemFile = /^policies\/systems\/([^/]+)\.yaml$/;

/** Everything that ever had this name counts. @throws EnvironmentFailure with what comes nearest. */
export function targetsOf(
  { system, person }: { readonly system?: string; readonly person?: string },
  { timeline }: Pick<AuditPlace, 'timeline'>,
): AuditTargets {
  const named = (pattern: RegExp) =>
    [...timeline.tip.keys()].flatMap((path) => pattern.exec(path)?.[1] ?? []);
  const [id, role, ...more] = system?.split('/') ?? [];
  if (more.length > 0)
    throw new EnvironmentFailure(
      `\`--system ${system}\` is neither a system such as \`payroll\` nor a role such as \`payroll/viewer\``,
    );
  if (id !== undefined) {
    const systems = [...new Set([...named(systemFile), ...timeline.grants.map((grant) => grant.system)])];
    requireKnown('system', id, systems);
  }
  const roles = [...new Set(timeline.grants.flatMap((grant) => (grant.system === id ? [grant.role] : [])))];
  if (role !== undefined && !roles.includes(role)) {
    const near = nearest(role, roles);
    throw new EnvironmentFailure(
      `nobody ever had a role \`${role}\` in \`${id}\`${near === undefined ? '' : `; did you mean \`${id}/${near}\`?`}`,
    );
  }
  if (person !== undefined) {
    const people = [...new Set([...named(peopleFile), ...timeline.grants.map((grant) => grant.subject)])];
    requireKnown('person', person, people);
  }
  return {
    ...(id === undefined ? {} : { system: id }),
    ...(role === undefined ? {} : { role }),
    ...(person === undefined ? {} : { person }),
  };
}

/** So many are offered. */
const mostNames = 5;

function requireKnown(what: string, id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  const like = idsLike(
    id,
    known.map((each) => ({ id: each, names: [] })),
  ).slice(0, mostNames);
  throw new EnvironmentFailure(
    `there never was a ${what} \`${id}\`${like.length === 0 ? '' : `; did you mean ${alternatives(like.map((each) => `\`${each}\``))}?`}`,
  );
}
