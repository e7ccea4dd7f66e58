/** What to say of a file among the pictures of runbooks that cannot be one, at least not by its name. */
import { picturesFolder } from '../model/picture.ts';
import { nameFrom } from './names.ts';
import { shown } from './schema-words.ts';

/** The name that a picture was meant to have: `New Form.PNG` and `new_form.jpeg` are pictures, and only named otherwise. */
function pictureName(name: string): string | undefined {
  const [, stem = '', ending = ''] = /^([^/]+)\.(png|jpe?g|webp)$/i.exec(name) ?? [];
  const better = nameFrom(stem, '-');
  return better === undefined ? undefined : `${better}.${ending.toLowerCase().replace('jpeg', 'jpg')}`;
}

const rule = 'small letters, digits and dashes, and the ending `.png`, `.jpg` or `.webp`';

/** What is wrong with the path, and what to do about it. */
export function notAPicture(path: string): { readonly wrong: string; readonly help: string } {
  const name = path.slice(picturesFolder.length + 1);
  const better = pictureName(name);
  return better === undefined
    ? { wrong: 'only the pictures of runbooks belong here', help: `the name of a picture has ${rule}` }
    : {
        wrong: `${shown(name)} cannot be the name of a picture`,
        help: `rename it to \`${better}\`: ${rule}`,
      };
}
