/** What every page gets when scripts run: the search of those that have one. Without it, everything is there to be read. */

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '');

interface Findable {
  readonly element: HTMLElement;
  readonly words: string;
}

const findable = (element: HTMLElement): Findable => ({
  element,
  words: fold(`${element.textContent} ${element.dataset.find ?? ''}`),
});

function startSearch(box: HTMLElement, input: HTMLInputElement): void {
  const items = [...document.querySelectorAll<HTMLElement>('[data-find]')].map(findable);
  const groups = [...document.querySelectorAll<HTMLElement>('[data-group]')].map((element) => ({
    element,
    name: fold(element.dataset.group ?? ''),
    items: items.filter((item) => element.contains(item.element)),
  }));
  const said = box.querySelector('.found');
  const nothing = document.querySelector<HTMLElement>('[data-nothing]');
  const search = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const group = (item: Findable) => groups.find((each) => each.items.includes(item));
    let found = 0;
    for (const item of items) {
      const name = group(item)?.name ?? '';
      const fits = words.every((word) => item.words.includes(word) || name.includes(word));
      item.element.hidden = !fits;
      if (fits) found += 1;
    }
    for (const { element, items: own } of groups) element.hidden = own.every((item) => item.element.hidden);
    if (nothing) nothing.hidden = found > 0;
    if (said) said.textContent = words.length === 0 ? '' : `${found} found`;
  };
  box.hidden = false;
  input.addEventListener('input', search);
  // A page to which somebody comes back may have kept what was typed.
  if (input.value !== '') search();
}

document.documentElement.classList.remove('no-script');
const box = document.querySelector<HTMLElement>('[data-search]');
const input = box?.querySelector<HTMLInputElement>('input');
if (box && input) startSearch(box, input);
