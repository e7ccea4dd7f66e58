/** The paths of grants: who has which role can be told from them alone. */
import type { Holding } from '../model/workspace.ts';

/** `access-grants/<system>/<role>/<userName>.yaml`, as it nearly always is, in two parts. */
const grantFolder = /^access-grants\/([a-z0-9]+(?:[._-][a-z0-9]+)*)\/([a-z0-9]+(?:[._-][a-z0-9]+)*)\//;
const grantFile = /^[a-z0-9]+(?:[._-][a-z0-9]+)*\.yaml$/;

/**
 * Reads the paths of grants that are as they nearly always are. In a listing those of one role stand together, so that
 * their folder is looked at once, and its names are kept once.
 */
export function grantReader(): (path: string) => Holding | undefined {
  let folder: string | undefined;
  let [system, role] = ['', ''];
  return (path) => {
    if (folder === undefined || !path.startsWith(folder)) {
      const found = path.length < 200 ? grantFolder.exec(path) : null;
      if (!found) return undefined;
      [folder, system = '', role = ''] = found;
      if (system.length > 64 || role.length > 64) folder = undefined;
    }
    if (folder === undefined) return undefined;
    const file = path.slice(folder.length);
    if (file.length > 64 + '.yaml'.length || !grantFile.test(file)) return undefined;
    return { path, system, role, subject: file.slice(0, -'.yaml'.length) };
  };
}
