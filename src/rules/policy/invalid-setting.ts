import type { PolicyRule, Rule, RuleContext } from '../../model/rule.ts';
import type { Settings } from '../../model/settings.ts';
import { readTicketPattern } from '../../model/ticket-pattern.ts';
import type { Sourced } from '../../model/workspace.ts';
import { didYouMean, finding, fitsOption, inWords } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';

const settings = (rule: string, value: string) => ({
  [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}rules:\n  ${rule}: ${value}\n`,
});
const pattern = (source: string) => ({
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace('FIN-[0-9]+', source),
});

/** `known` gives all rules: settings are about them. */
export const invalidSetting = (known: () => readonly Rule[]): PolicyRule => ({
  kind: 'policy',
  code: 'GB409',
  name: 'invalid-setting',
  level: 'error',
  safety: true,
  summary: 'Settings of rules name rules and options that exist, and ticket patterns can be read.',
  rationale:
    'A setting without effect is worse than none, since people rely on it. Safety rules hold for everybody and cannot be switched off or made quieter (NIST SP 800-53 CM-3, CM-6). Ticket patterns use a part of regular expressions that can be matched in short time, whatever the ticket.',
  examples: {
    valid: [
      { title: 'an option', files: settings('missing-justification', '{ options: { minimumLength: 20 } }') },
      { title: 'a quieter rule', files: settings('too-many-holders', '{ level: warning }') },
      { title: 'a ticket pattern with a choice', files: pattern('(FIN|AUD)-[0-9]{3,5}') },
    ],
    invalid: [
      { title: 'a slip in the name of a rule', files: settings('mising-ticket', '{ level: warning }') },
      { title: 'a rule by its code', files: settings('GB303', '{ level: warning }') },
      { title: 'a safety rule by its code', files: settings('GB102', '{ level: warning }') },
      { title: 'a safety rule is switched off', files: settings('inactive-subject', '{ level: "off" }') },
      {
        title: 'a slip in an option',
        files: settings('missing-justification', '{ options: { minimumLenght: 20 } }'),
      },
      {
        title: 'a word where a number belongs',
        files: settings('missing-justification', '{ options: { minimumLength: twenty } }'),
      },
      { title: 'a ticket pattern that cannot be read', files: pattern('"FIN-[0-9"') },
    ],
  },
  *check({ workspace }) {
    if (workspace.settings) yield* checkRules(workspace.settings, known());
    yield* checkPatterns(workspace);
  },
});

function* checkRules(file: Sourced<Settings>, rules: readonly Rule[]) {
  const settings = Object.entries(file.value.rules ?? {});
  // Most of them are no rules then, and to look for what each was meant to be would only take time.
  if (settings.length > rules.length) {
    yield finding(file, ['rules'], {
      message: `\`rules\` names ${settings.length.toLocaleString('en')} rules, and there are only ${rules.length}`,
      help: 'take out what is no rule',
      atKey: true,
    });
    return;
  }
  for (const [name, setting] of settings) {
    const rule = rules.find((candidate) => candidate.name === name);
    const byCode = rules.find((candidate) => candidate.code === name.toUpperCase());
    if (byCode) {
      yield finding(file, ['rules', name], {
        message: `\`${name}\` is the code of the rule \`${byCode.name}\`, and its name belongs here`,
        help:
          byCode.safety && !byCode.options
            ? 'take it out: it is a safety rule, and there is nothing to set'
            : `write \`${byCode.name}:\``,
        atKey: true,
      });
      continue;
    }
    if (!rule) {
      const names = rules.map((candidate) => candidate.name);
      yield finding(file, ['rules', name], {
        message: `there is no rule \`${name}\``,
        help: didYouMean(name, names, 'take it out'),
        atKey: true,
      });
      continue;
    }
    if (rule.safety && setting.level !== undefined && setting.level !== rule.level)
      yield finding(file, ['rules', name, 'level'], {
        message: `\`${name}\` is a safety rule, which nobody can ${setting.level === 'off' ? 'switch off' : 'change'}: it stays ${rule.level === 'error' ? 'an error' : 'a warning'}`,
        help: `delete \`level: ${setting.level}\`${setting.options ? '' : ` and \`${name}:\` above it`}`,
      });
    for (const [option, value] of Object.entries(setting.options ?? {})) {
      const wrong = whatIsWrong(rule, option, value);
      if (wrong) yield finding(file, ['rules', name, 'options', option], { ...wrong, atKey: true });
    }
  }
}

function whatIsWrong(rule: Rule, name: string, value: unknown) {
  const options = rule.options ?? {};
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const names = Object.keys(options);
    return {
      message: `the rule \`${rule.name}\` has no option \`${name}\``,
      help:
        names.length === 0
          ? 'it has no options: take it out'
          : didYouMean(name, names, `it has ${inWords(names)}`),
    };
  }
  if (fitsOption(option, value)) return undefined;
  return typeof option.default === 'number'
    ? { message: `\`${name}\` has to be a number from 0 on`, help: `write \`${name}: ${option.default}\`` }
    : { message: `\`${name}\` has to be a list of words`, help: `write \`${name}: ["…", "…"]\`` };
}

function* checkPatterns(workspace: RuleContext['workspace']) {
  for (const system of workspace.systems.all()) {
    for (const [id, role] of Object.entries(system.value.roles)) {
      if (role.ticketPattern === undefined) continue;
      const pattern = readTicketPattern(role.ticketPattern);
      if ('wrong' in pattern)
        yield finding(system, ['roles', id, 'ticketPattern'], {
          message: `no ticket could ever fit \`${role.ticketPattern}\`: ${pattern.wrong}`,
          help: 'write a pattern such as `FIN-[0-9]+` or `(FIN|AUD)-[0-9]{3,5}`',
        });
    }
  }
}
