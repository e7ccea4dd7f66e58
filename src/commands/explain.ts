/** `grantbook explain`: what a code means, why the rule exists, and an example of each kind. */
import { nearest } from '../model/nearest.ts';
import { renderRule } from '../render/rule-text.ts';
import { findRule, rules } from '../rules/registry.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';

/** Explains one rule, or lists all of them. */
export function explain(name: string | undefined, context: CommandContext): ExitCode {
  if (name === undefined) {
    const width = Math.max(...rules.map((rule) => rule.name.length));
    for (const rule of rules)
      context.out(
        `${context.outColors.bold(rule.code)}  ${rule.name.padEnd(width)}  ${rule.summary.replaceAll('`', '')}\n`,
      );
    return exitCodes.ok;
  }
  const rule = findRule(name);
  if (!rule) {
    const near = nearest(
      name.toLowerCase(),
      rules.flatMap((known) => [known.name, known.code.toLowerCase()]),
    );
    context.err(
      `there is no rule \`${name}\`; ${near === undefined ? '' : `did you mean \`${near.startsWith('gb') ? near.toUpperCase() : near}\`? `}\`grantbook explain\` lists them all\n`,
    );
    return exitCodes.unusable;
  }
  context.out(renderRule(rule, context.outColors));
  return exitCodes.ok;
}
