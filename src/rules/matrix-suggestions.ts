/** Which level of the role matrix is missing: job function, system or role. The loader sees only how deep things stand. */
import { own } from '../model/entitlement.ts';
import { isNameOf } from '../model/nearest.ts';
import type { LoadProblem, Workspace } from '../model/workspace.ts';
import { inWords } from './define.ts';
import { knownJobFunctions, knownSystems } from './names.ts';

type Said = Pick<LoadProblem, 'message'> & { readonly help: string };

/** More systems than these are not listed: one of them is meant. */
const mostSystems = 3;

/** What to say of a part of the matrix that stands too far out, where the names tell which level is missing. */
export function missingLevel({ path, message }: LoadProblem, workspace: Workspace): Said | undefined {
  if (!path.startsWith('policies/role-matrix')) return undefined;
  const [, outer = '', inner = ''] =
    /^`([^`]+)` stands where a job function belongs, and `([^`]+)` where a system belongs/.exec(message) ??
    [];
  if (outer !== '') return betweenTwo(outer, inner, workspace);
  const [, role = ''] = /^`([^`]+)` stands where a system belongs, but has no roles$/.exec(message) ?? [];
  return role === '' ? undefined : withoutSystem(role, undefined, workspace);
}

/** `payroll: viewer: …` lacks the job function, `accountant: viewer: …` the system. */
function betweenTwo(outer: string, inner: string, workspace: Workspace): Said | undefined {
  const isJobFunction = knownJobFunctions(workspace).some(({ id }) => id === outer);
  if (isJobFunction) return withoutSystem(inner, outer, workspace);
  if (!isSystem(outer, workspace)) return undefined;
  return {
    message: `\`${outer}\` is a system, and the job function above it is missing`,
    help: `write the job function on a line above \`${outer}:\`, such as \`${knownJobFunctions(workspace)[0]?.id ?? 'accountant'}:\`, and what stands there now two spaces further to the right`,
  };
}

function withoutSystem(
  role: string,
  jobFunction: string | undefined,
  workspace: Workspace,
): Said | undefined {
  const systems = workspace.systems.all().filter(({ value }) => own(value.roles, role) !== undefined);
  if (systems.length === 0 || isSystem(role, workspace)) return undefined;
  const names = systems.slice(0, mostSystems).map(({ id }) => `${id}:`);
  return {
    message: `\`${role}\` is a role, and the system above it is missing`,
    help: `write the system on a line ${jobFunction === undefined ? 'above it' : `between \`${jobFunction}:\` and \`${role}:\``}, such as ${inWords(names, 'or')}, and \`${role}:\` two spaces further to the right than that`,
  };
}

const isSystem = (name: string, workspace: Workspace): boolean =>
  knownSystems(workspace).some((known) => isNameOf(name, known));
