/**
 * The policies without the people: what a page that anybody may read brings along, so that it can still judge a request.
 * Whoever the policies name becomes `person-1`, `person-2` and so on, the same one everywhere, so that who fills which
 * place comes out as it does in truth. Grants, exceptions and policy tests are about people, and are left out.
 */
import { yamlText } from '../load/write.ts';
import { mayApprove } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { Bundle, Runbook, SeparationOfDuties } from '../model/policies.ts';
import type { Settings } from '../model/settings.ts';
import type { Role, System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import type { Texts } from './from-texts.ts';
import { namesOfPeople, withoutNames } from './people-in-texts.ts';
import { Placeholders } from './placeholders.ts';

/** The texts, and the places in which a name was taken out of a sentence. */
export interface WithoutPeople {
  readonly texts: Texts;
  readonly renamedIn: readonly string[];
}

interface Redacting {
  readonly who: Placeholders;
  /** A sentence from a file, without names. */
  readonly prose: (text: string) => string;
}

export function withoutPeople(
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
): WithoutPeople {
  const replace = withoutNames(namesOfPeople(workspace));
  const renamedIn = new Set<string>();
  const who = new Placeholders();
  const texts: Record<string, string> = {};
  const put = <T>(file: Sourced<T> | undefined, redact: (value: T, by: Redacting) => unknown): void => {
    if (!file) return;
    const prose = (text: string): string => {
      const replaced = replace(text);
      if (replaced !== text) renamedIn.add(file.path);
      return replaced;
    };
    texts[file.path] = yamlText(redact(file.value, { who, prose }));
  };
  for (const file of workspace.systems.all()) put(file, systemOf);
  put(workspace.approvals, (value, { who: { expression }, prose }) =>
    approvalsOf(value, expression.bind(who), prose),
  );
  put(workspace.settings, settingsOf);
  for (const file of workspace.matrix) put(file, (value) => value);
  put(workspace.separationOfDuties, separationOf);
  for (const file of workspace.bundles.all()) put(file, bundleOf);
  for (const file of workspace.runbooks.all()) put(file, runbookOf);
  const people = workspace.people.all();
  // Whoever an approval is asked of by what they do has to be there too.
  for (const { id, value } of people)
    if (value.jobFunctions.some((each) => isAsked(workspace, each))) who.of(id);
  const byId = new Map(people.map(({ id, value }) => [id, value]));
  for (const [index, [user, name]] of who.all().entries())
    texts[`policies/people/${name}.yaml`] = yamlText({
      ...personOf(byId.get(user), workspace, at),
      // Whoever has no account cannot approve.
      ...(byId.get(user)?.github ? { github: { login: name, id: index + 1 } } : {}),
    });
  return { texts, renamedIn: [...renamedIn].toSorted() };
}

/** Whether some policy names people by this job function. */
const isAsked = (workspace: Workspace, jobFunction: string): boolean => {
  const wanted = `job-function:${jobFunction}`;
  const { policies = [] } = workspace.approvals?.value ?? {};
  return (
    policies.some(({ stages, escalation }) =>
      [...stages.flatMap(({ approvers }) => approvers), ...(escalation?.to ?? [])].includes(wanted),
    ) ||
    workspace.systems
      .all()
      .some(
        ({ value }) =>
          value.accessReview?.reviewers.includes(wanted) ||
          Object.values(value.roles).some(({ requesters }) => requesters?.includes(wanted)),
      )
  );
};

/** Nothing of a person but whether they may approve, and the job functions by which they are asked to. */
function personOf(
  person: Person | undefined,
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
): Person {
  const asked = (person?.jobFunctions ?? []).filter((each) => isAsked(workspace, each));
  return {
    version: 1,
    displayName: 'Somebody whom the policies name',
    jobFunctions: asked.length > 0 ? asked : ['colleague'],
    department: 'Not said here',
    employmentType: 'employee',
    active: person !== undefined && mayApprove(person, at),
  };
}

function systemOf(
  { owners, executors, connector, accessReview, permissions, roles, ...system }: System,
  { who, prose }: Redacting,
): System {
  return {
    ...system,
    name: prose(system.name),
    description: prose(system.description),
    ...(owners ? { owners: owners.map((user) => who.of(user)) } : {}),
    ...(executors ? { executors: executors.map((each) => who.expression(each)) } : {}),
    permissions: proseOf(permissions, prose),
    roles: Object.fromEntries(
      Object.entries(roles).map(([id, role]): [string, Role] => [
        id,
        {
          ...role,
          title: prose(role.title),
          description: prose(role.description),
          ...(role.requesters ? { requesters: role.requesters.map((each) => who.expression(each)) } : {}),
        },
      ]),
    ),
    // Where the system is and which secret opens it is nobody's business here.
    ...(connector
      ? { connector: { type: connector.type, ...(connector.lag ? { lag: connector.lag } : {}) } }
      : {}),
    ...(accessReview
      ? {
          accessReview: {
            ...accessReview,
            reviewers: accessReview.reviewers.map((each) => who.expression(each)),
          },
        }
      : {}),
  };
}

type Approvals = NonNullable<Workspace['approvals']>['value'];

function approvalsOf(
  { policies, version }: Approvals,
  expression: (text: string) => string,
  prose: (text: string) => string,
): Approvals {
  return {
    version,
    // Who approves changes of files is nothing that somebody asks for here.
    policies: policies.map(({ stages, escalation, title, ...policy }) => ({
      ...policy,
      ...(title === undefined ? {} : { title: prose(title) }),
      stages: stages.map((stage) => ({ ...stage, approvers: stage.approvers.map(expression) })),
      ...(escalation ? { escalation: { ...escalation, to: escalation.to.map(expression) } } : {}),
    })),
  };
}

function settingsOf(
  { version, organization, timeZone, groups, policyOwners, practice, limits, rules }: Settings,
  { who, prose }: Redacting,
): Settings {
  return {
    version,
    organization: prose(organization),
    timeZone,
    ...(groups
      ? {
          groups: Object.fromEntries(
            Object.entries(groups).map(([name, members]) => [name, members.map((user) => who.of(user))]),
          ),
        }
      : {}),
    policyOwners: policyOwners.map((user) => who.of(user)),
    ...(practice ? { practice } : {}),
    ...(limits ? { limits } : {}),
    ...(rules ? { rules } : {}),
  };
}

const separationOf = ({ version, sets }: SeparationOfDuties, { prose }: Redacting): SeparationOfDuties => ({
  version,
  sets: sets.map((set) => ({ ...set, reason: prose(set.reason) })),
});

const bundleOf = ({ title, description, ...bundle }: Bundle, { prose }: Redacting) => ({
  ...bundle,
  title: prose(title),
  ...(description === undefined ? {} : { description: prose(description) }),
});

function runbookOf(
  {
    title,
    objective,
    audience,
    beforeAsking,
    steps,
    pictures,
    checks,
    contingencies,
    questions,
    training,
    owner,
    ...rest
  }: Runbook,
  { who, prose }: Redacting,
): Runbook {
  return {
    ...rest,
    title: prose(title),
    objective: prose(objective),
    audience: audience.map(prose),
    ...(beforeAsking ? { beforeAsking: beforeAsking.map(prose) } : {}),
    ...(steps ? { steps: steps.map(prose) } : {}),
    ...(pictures ? { pictures: pictures.map((each) => ({ ...each, alt: prose(each.alt) })) } : {}),
    ...(checks ? { checks: checks.map(prose) } : {}),
    ...(contingencies
      ? { contingencies: contingencies.map((each) => ({ when: prose(each.when), do: prose(each.do) })) }
      : {}),
    ...(questions
      ? {
          questions: questions.map((each) => ({
            question: prose(each.question),
            answer: prose(each.answer),
          })),
        }
      : {}),
    ...(training ? { training: training.map(prose) } : {}),
    owner: who.of(owner),
  };
}

const proseOf = (
  texts: Readonly<Record<string, string>>,
  prose: (text: string) => string,
): Record<string, string> => Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, prose(text)]));
