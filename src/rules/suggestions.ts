/**
 * What the loader cannot know. It reads one file at a time, so it sees that `Ana Costa` is no user name, but not whose
 * name it is. Here the other files are known, and the help says what will be accepted.
 */
import { own } from '../model/entitlement.ts';
import { idOfName, isNameOf, type Named, nearestNamed } from '../model/nearest.ts';
import type { Rule } from '../model/rule.ts';
import { exampleTicket, ticketMeant } from '../model/ticket-example.ts';
import type { LoadProblem, Workspace } from '../model/workspace.ts';
import { missingLevel } from './matrix-suggestions.ts';
import { knownJobFunctions, knownPeople, knownRoles, knownSystems } from './names.ts';

/** The problem with a better help, where the policy has what was probably meant. */
export function withSuggestion(
  problem: LoadProblem,
  workspace: Workspace,
  rules: readonly Rule[],
): LoadProblem {
  if (problem.rule === 'unrecognized-entry') {
    const path = problem.message.includes('cannot be part of the path')
      ? grantPathMeant(problem.path, workspace)
      : undefined;
    if (path === undefined) return problem;
    const help = workspace.holdings.at(path)
      ? `delete it: \`${path}\` is there already`
      : `rename it to \`${path}\``;
    return { ...problem, help };
  }
  if (problem.rule !== 'invalid-value') return problem;
  const matrix = missingLevel(problem, workspace);
  if (matrix) return { ...problem, ...matrix };
  const ticket = ticketHelp(problem, workspace);
  if (ticket !== undefined) return { ...problem, help: ticket };
  const level = levelHelp(problem, rules);
  if (level !== undefined) return { ...problem, help: level };
  const [, value = '', trouble = ''] = /^`([^`]+)` (.*)$/s.exec(problem.message) ?? [];
  if (value === '') return problem;
  const help =
    ruleHelp(value, problem, rules) ??
    twoLines(value, trouble, problem, workspace) ??
    didYouMean(meantBy(value, trouble, problem, workspace));
  // How the value itself could be put right is beside the point then, and says something else.
  const message = problem.message.replace(/( is not an? (?:user name|id)): .*$/s, '$1');
  return help === undefined ? problem : { ...problem, message, help };
}

const didYouMean = (ids: readonly string[]): string | undefined =>
  ids.length === 0 ? undefined : `did you mean ${ids.map((id) => `\`${id}\``).join(' or ')}?`;

/** The name of a rule whose code stands in an exception, where only names are known. */
function ruleHelp(value: string, { path }: LoadProblem, rules: readonly Rule[]): string | undefined {
  const rule = rules.find(({ code }) => code === value.toUpperCase());
  if (!rule || !path.startsWith('policies/exceptions/')) return undefined;
  return rule.kind === 'grant' && !rule.safety
    ? `did you mean \`${rule.name}\`?`
    : `\`${rule.code}\` is \`${rule.name}\`, a rule without exceptions`;
}

/** `shop/viewer` where an id belongs: the system has a line of its own. */
function twoLines(value: string, trouble: string, { path }: LoadProblem, workspace: Workspace) {
  const [system = '', role = '', ...more] = value.split('/').map((part) => part.trim());
  const systemId = idOfName(system, knownSystems(workspace));
  const found = workspace.systems.all().find(({ id }) => id === systemId);
  if (!trouble.startsWith('is not an id') || !found || role === '' || more.length > 0) return undefined;
  const roleId = nearestNamed(role, knownRoles(found)) ?? role;
  return path === 'policies/approvals.yaml'
    ? `write \`system: [${found.id}]\` and \`role: [${roleId}]\``
    : `write \`system: ${found.id}\` and \`role: ${roleId}\``;
}

/** The path of a grant whose folders are called as people call the system and the role. */
function grantPathMeant(path: string, workspace: Workspace): string | undefined {
  const [root, system = '', role = '', file = '', ...more] = path.split('/');
  if (root !== 'access-grants' || more.length > 0 || !file.endsWith('.yaml')) return undefined;
  const systemId = idOfName(system, knownSystems(workspace));
  const found = workspace.systems.all().find(({ id }) => id === systemId);
  const roleId = found && idOfName(role, knownRoles(found));
  const subject = idOfName(file.replace(/\.yaml$/, ''), knownPeople(workspace));
  const meant = [root, systemId, roleId, `${subject}.yaml`].join('/');
  return roleId === undefined || subject === undefined || meant === path ? undefined : meant;
}

/** A level of a rule that would be refused once it is written in the right way. */
function levelHelp({ path, message, help }: LoadProblem, rules: readonly Rule[]): string | undefined {
  if (path !== 'policies/grantbook.yaml') return undefined;
  if (message.endsWith('is not a possible value of `level`'))
    return `${help}; a safety rule has no \`level\``;
  const [, name] = /^`([a-z-]+)` has to be a group .*, found (?:the text )?`(?:\w+)`$/.exec(message) ?? [];
  return rules.some((rule) => rule.name === name && rule.safety)
    ? 'delete the line: it is a safety rule, and its level cannot be changed'
    : undefined;
}

/** A ticket that is a bare number is seldom the whole ticket; in quotes, its role would refuse it next. */
function ticketHelp({ path, message }: LoadProblem, { systems }: Workspace): string | undefined {
  const [, number] = /^`ticket` has to be text, and `(\d+)`/.exec(message) ?? [];
  const [, system = '', role = ''] = path.split('/');
  const file = number === undefined ? undefined : systems.all().find(({ id }) => id === system);
  const pattern = own(file?.value.roles, role)?.ticketPattern;
  if (number === undefined || pattern === undefined || ticketMeant(number, pattern) !== undefined)
    return undefined;
  const example = exampleTicket(pattern);
  return example && `write the whole ticket, such as \`ticket: ${example}\``;
}

/** What stands for a value that is none. The loader's words say what kind of value was asked for. */
function meantBy(
  value: string,
  trouble: string,
  { path, help = '' }: LoadProblem,
  workspace: Workspace,
): readonly string[] {
  if (trouble.startsWith('is not a user name')) {
    const name = value.replace(/^user:/, '');
    // A group is nobody's name, whatever it looks like.
    return one(name.includes(':') ? undefined : nearestNamed(name, knownPeople(workspace)));
  }
  if (trouble.startsWith('does not say')) return expressionsFor(value, help, workspace);
  if (trouble.startsWith('does not name a role')) return one(systemRole(value, workspace));
  if (!trouble.startsWith('is not an id')) return [];
  return one(
    idsAt(path, workspace)
      .map((known) => idOfName(value, known))
      .find((id) => id !== undefined),
  );
}

const one = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);

/** What ids in a file may stand for, by what its kind speaks of. */
function idsAt(path: string, workspace: Workspace): readonly (readonly Named[])[] {
  const [folder, name = ''] = path.split('/');
  const rolesOf = (id: string) =>
    workspace.systems.all().flatMap((system) => (system.id === id ? knownRoles(system) : []));
  if (folder === 'access-grants') return [knownSystems(workspace), rolesOf(name)];
  if (name === 'people') return [knownJobFunctions(workspace)];
  // Elsewhere an id is given, not named.
  if (!/^(bundles|exceptions|tests|role-matrix|approvals|separation-of-duties)\b/.test(name)) return [];
  const roles = workspace.systems.all().flatMap(knownRoles);
  return [knownSystems(workspace), roles, knownJobFunctions(workspace)];
}

/** `Salaria/Viewer` as ids. */
function systemRole(value: string, workspace: Workspace): string | undefined {
  const [system = '', role = '', ...more] = value.split('/').map((part) => part.trim());
  const systemId = idOfName(system, knownSystems(workspace));
  const found = workspace.systems.all().find(({ id }) => id === systemId);
  const roleId = found && idOfName(role, knownRoles(found));
  return more.length === 0 && roleId !== undefined ? `${systemId}/${roleId}` : undefined;
}

/** `security` may be a group, a person or a job function: each that there is, as it has to be written. */
function expressionsFor(value: string, help: string, workspace: Workspace): readonly string[] {
  const [, guess] = /^did you mean `([a-z-]+)/.exec(help) ?? [];
  const name = value.replace(/^[^:]*:/, '').trim();
  const groups = Object.keys(workspace.settings?.value.groups ?? {}).map((id) => ({ id, names: [] }));
  const found = (
    [
      ['group', groups],
      ['user', knownPeople(workspace)],
      ['job-function', knownJobFunctions(workspace)],
    ] as const
  ).flatMap(([kind, known]) => {
    // The loader lists what the place allows, or has seen which kind is meant: of a fixed word there is no more to say.
    const allowed = guess === undefined ? help.includes(`\`${kind}:`) : guess === kind;
    const id = allowed ? idOfName(name, known) : undefined;
    const named = known.find((one) => one.id === id);
    return named ? [{ written: `${kind}:${named.id}`, exact: isNameOf(name, named) }] : [];
  });
  const exact = found.filter((one) => one.exact);
  return (exact.length > 0 ? exact : found).map(({ written }) => written);
}
