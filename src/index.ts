/** The core for programs: the same pure functions that the command line and the Action use. */
export { type Loader, startLoading } from './load/workspace.ts';
export type { Diagnostic, Severity } from './model/diagnostic.ts';
export type { Grant } from './model/grant.ts';
export type { Entry, FileContent } from './model/listing.ts';
export type { Person } from './model/person.ts';
export type { Rule } from './model/rule.ts';
export type { System } from './model/system.ts';
export type { Verdict } from './model/verdict.ts';
export type { Workspace } from './model/workspace.ts';
export { renderText } from './render/text.ts';
export { judgeTree } from './rules/judge.ts';
export { rules } from './rules/registry.ts';
