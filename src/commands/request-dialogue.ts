/** `grantbook request` in a terminal: asks for what is missing, of what this person may ask for, and shows it first. */
import type { RoleAsked } from '../forms/build-grant.ts';
import { type RequestFlags, readFlags } from '../forms/flags.ts';
import { subjectsIn } from '../forms/for-whom.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { idNamed, type Named } from '../model/nearest.ts';
import { grantPath } from '../model/with-grant.ts';
import { displayName } from '../render/approvers-in-words.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { agree, begin, type Choice, choose, line, Stopped, say, show, warn } from './prompts.ts';
import { renew } from './renew.ts';
import { ownersOf } from './request-asker.ts';
import { offeredTo, type RoleOffered, type SystemOffered } from './request-choices.ts';
import { type Desk, flagReading, heldAt, openDesk } from './request-desk.ts';
import { askAnswers, askEnd, askWhy, type Chosen } from './request-questions.ts';
import { inWords, nextSteps, type RequestOptions } from './request-said.ts';
import { draft, writeDraft } from './request-written.ts';

/** Whoever stops in the middle has written nothing. */
export async function dialogue(options: RequestOptions, context: CommandContext): Promise<ExitCode> {
  try {
    begin('Ask for access');
    const desk = await openDesk(options, context, (problem, check) =>
      line(`${problem}. What is your user name?`, { problem: check }),
    );
    say(
      `You are ${displayName(desk.asker, desk.workspace)} (${desk.asker}). Ctrl-C stops; until the end nothing is written.`,
    );
    const offered = await chooseRole(options, desk, context);
    const path = grantPath({ system: offered.system, role: offered.role, subject: offered.subject });
    if (heldAt(path, desk)) return await renewInstead(path, offered, options, desk, context);
    return await askAndWrite(offered, options, desk, context);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    context.err('Nothing was written.\n');
    return exitCodes.unusable;
  }
}

async function chooseRole(flags: RequestFlags, desk: Desk, { program }: CommandContext): Promise<Chosen> {
  const { asker, workspace } = desk;
  const systems = offeredTo(asker, workspace, desk);
  if (systems.length === 0)
    throw new EnvironmentFailure(
      `by the policies there is nothing that you may ask for now; ask your manager, or ${ownersOf(workspace)}, who can change them`,
    );
  const system: SystemOffered = await pick(
    'Which system?',
    systems.map((each) => ({
      id: each.system.id,
      names: [each.system.value.name],
      label: `${each.system.value.name}: ${each.system.value.description}`,
      each,
    })),
    flags.system,
    (name) => `you may ask for nothing in \`${name}\`, or there is no such system`,
  );
  const role: RoleOffered = await pick(
    `Which role in ${system.system.value.name}?`,
    system.roles.map((each) => ({
      id: each.id,
      names: [each.role.title],
      label: `${each.role.title}: ${each.role.description}${each.subjects.includes(asker) ? '' : ' (for others only)'}`,
      each,
    })),
    flags.role,
    (name) =>
      `you may not ask for \`${system.system.id}/${name}\`; \`${program} approvers --system ${system.system.id} --role ${name} --subject ${asker}\` says why`,
  );
  const subject = await pick(
    'For whom?',
    role.subjects.map((user) => ({
      id: user,
      names: [],
      label: user === asker ? `myself (${user})` : `${displayName(user, workspace)} (${user})`,
      each: user,
    })),
    namedSubject(flags.subject, desk),
    (name) => `you may not ask for \`${role.id}\` for \`${name}\``,
  );
  return { system: system.system.id, role: role.id, subject };
}

/** One person at a time is talked about; several are for a script. */
function namedSubject(text: string | undefined, desk: Desk): string | undefined {
  if (text === undefined) return undefined;
  const whom = subjectsIn(text, 'For whom', desk);
  if ('problems' in whom) throw new EnvironmentFailure(whom.problems.join('; '));
  const [only = '', ...others] = whom.subjects;
  if (others.length === 0) return only;
  throw new EnvironmentFailure('for several people at once, give all options and `--yes`');
}

/** What an option named already is not asked again. Where there is one thing to choose, it is said, not asked. */
async function pick<T>(
  question: string,
  choices: readonly (Named & { readonly label: string; readonly each: T })[],
  named: string | undefined,
  otherwise: (name: string) => string,
): Promise<T> {
  const [only, ...others] = choices;
  const byId = (id: string) => choices.find((choice) => choice.id === id);
  if (named !== undefined) {
    const found = byId(idNamed(named, choices) ?? '');
    if (!found) throw new EnvironmentFailure(otherwise(named));
    return found.each;
  }
  if (only && others.length === 0) {
    say(`${question} ${only.label}`);
    return only.each;
  }
  const answer = await choose(
    question,
    choices.map(({ id, label }): Choice => ({ value: id, label })),
  );
  const found = byId(answer);
  if (!found) throw new Stopped('nothing chosen');
  return found.each;
}

async function askAndWrite(
  chosen: Chosen,
  options: RequestOptions,
  desk: Desk,
  context: CommandContext,
): Promise<ExitCode> {
  for (let answers: RequestFlags = options; ; answers = withoutAnswers) {
    const asked = readAnswered(await askAnswers(chosen, answers, desk), desk);
    const drafted = draft(asked, desk);
    show('This would be asked for', inWords(drafted, desk, context.errColors).trimEnd());
    if (drafted.evaluation.diagnostics.some(({ severity }) => severity === 'error')) {
      warn('A pull request with it could not be approved as it is, so it is not written.');
      if (await agree('Answer again?')) continue;
      return exitCodes.errors;
    }
    if (!(await agree('Write the file?'))) throw new Stopped('not agreed');
    writeDraft(drafted, desk);
    context.out(nextSteps(drafted, desk));
    return exitCodes.ok;
  }
}

const withoutAnswers: RequestFlags = {};

/** An option that cannot be read ends the dialogue: it was not asked for here. */
function readAnswered(answers: RequestFlags, desk: Desk): RoleAsked {
  const asked = readFlags(answers, flagReading(desk));
  if (!('problems' in asked)) return asked;
  throw new EnvironmentFailure(
    [
      ...asked.problems.map(
        ({ flag, message, help }) => `\`--${flag}\`: ${message}${help === undefined ? '' : `; ${help}`}`,
      ),
      ...asked.missing.map((flag) => `${flag} is missing`),
    ].join('; '),
  );
}

/** What somebody holds is not asked for once more; its end is moved. */
async function renewInstead(
  path: string,
  chosen: Chosen,
  options: RequestOptions,
  desk: Desk,
  context: CommandContext,
): Promise<ExitCode> {
  warn(`${displayName(chosen.subject, desk.workspace)} holds this already: ${path}`);
  if (!(await agree('Renew it instead, with a later end?'))) throw new Stopped('not agreed');
  const because = options.why ?? (await askWhy(chosen, undefined, desk));
  const isEnded = options.until !== undefined || options.for !== undefined;
  const { until, for: length } = isEnded ? options : await askEnd(chosen, undefined, desk);
  const renewal = {
    because,
    ...(until === undefined ? {} : { until }),
    ...(length === undefined ? {} : { for: length }),
    ...(chosen.subject === desk.asker ? {} : { requestedBy: desk.asker }),
    ...(options.ticket === undefined ? {} : { ticket: options.ticket }),
    ...(options.now === undefined ? {} : { now: options.now }),
  };
  const here = { ...context, dir: desk.root };
  const would = renew(path, { ...renewal, preview: true }, { ...here, out: context.err });
  if (would === exitCodes.errors) return would;
  if (!(await agree('Write the file?'))) throw new Stopped('not agreed');
  const written = renew(path, renewal, { ...here, out: () => {}, err: () => {} });
  context.out(`\`${path}\` is renewed here. Commit it, and open a pull request with it.\n`);
  return written;
}
