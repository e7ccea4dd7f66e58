/** Pictures of runbooks: which files they are, and what they hold. */

export const picturesFolder = 'policies/runbooks/pictures';

/** A picture that was read, and is what the ending of its name says. */
export interface Picture {
  readonly path: string;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly bytes: Uint8Array;
}

/** By the ending of a name. */
export const mediaTypes: Readonly<Record<string, Picture['mediaType']>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

/** The name of a picture: small letters, so that no two differ on one machine alone. */
const pictureName = /^[a-z0-9]+([._-][a-z0-9]+)*\.(png|jpg|webp)$/;

/** Whether a path is where a picture belongs, with a name that a picture can have. */
export const isPicture = (path: string): boolean =>
  path.startsWith(`${picturesFolder}/`) && pictureName.test(path.slice(picturesFolder.length + 1));
