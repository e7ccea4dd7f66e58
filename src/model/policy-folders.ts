/** The folders and files of `policies/`: the loader reads them, and rules know which paths there can be. */

export const policyFolders = [
  'people',
  'systems',
  'bundles',
  'exceptions',
  'runbooks',
  'tests',
  'role-matrix',
] as const;

export const policyFiles = [
  'grantbook.yaml',
  'role-matrix.yaml',
  'separation-of-duties.yaml',
  'approvals.yaml',
] as const;
