/** The practice page: shows what the core says of each step, and opens the next one. Keeps nothing when the page is left. */
import type { core as Core } from './core.ts';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const element = <T extends HTMLElement = HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`there is no #${id}`);
  return found as T;
};
const typedIn = (id: string): string => element<Field>(id).value.trim();

function start(core: typeof Core, page: HTMLElement): void {
  const { practice } = core;
  const { timeZone = 'UTC', training, form } = page.dataset;
  const base = core.workspaceFrom(practice.company(timeZone));
  const at = () => ({ now: Date.now(), timeZone });

  /** What changes is read aloud; the same thing twice is not. */
  const say = (id: string, text: string) => {
    const place = element(id);
    place.removeAttribute('aria-busy');
    if (place.innerHTML !== text) place.innerHTML = text;
  };

  const done = new Set<number>();
  const setDone = (step: number, isDone: boolean) => {
    if (isDone) done.add(step);
    else done.delete(step);
    const next = [1, 2, 3, 4, 5].find((each) => !done.has(each));
    for (const line of page.querySelectorAll<HTMLElement>('[data-step]')) {
      const number = Number(line.dataset.step);
      line.toggleAttribute('data-done', done.has(number));
      if (number === next) line.setAttribute('aria-current', 'step');
      else line.removeAttribute('aria-current');
      const state = line.querySelector('.state');
      if (state) state.textContent = done.has(number) ? ' (done)' : '';
    }
    const button = page.querySelector<HTMLElement>(`[data-next="${step + 1}"]`);
    if (button) button.hidden = !isDone;
  };

  const open = (step: number, isOpen: boolean) => {
    const section = element(`step-${step}`);
    section.toggleAttribute('data-locked', !isOpen);
    const locked = section.querySelector<HTMLElement>('.locked');
    const inside = section.querySelector<HTMLElement>('.inside');
    if (locked) locked.hidden = isOpen;
    if (inside) inside.hidden = !isOpen;
  };

  // Steps 1 and 2: the request, and what is said of it.
  let sent = false;
  let approvals: readonly string[] = [];
  let seen = { with: false, without: false };
  const draft = () => ({ role: typedIn('role'), why: typedIn('why'), until: typedIn('until') });
  const request = () => practice.request(base, draft(), at());

  const judge = () => {
    const { judged } = request();
    const isInOrder = core.isInOrder(judged);
    const answer = core.answerInHtml(judged, practice.system, { people: true, to: 'you' }, []).text;
    const next = isInOrder
      ? core.html`<p>Nothing stands in the way any more.</p>`
      : core.html`<p>Repair it in the fields of step 1. What is said here follows by itself.</p>`;
    say('answer', answer + next.text);
    setDone(1, true);
    setDone(2, isInOrder);
  };

  /** Whoever changes a request asks for something else: what was approved is void, here as in truth. */
  const begin = () => {
    approvals = [];
    seen = { with: false, without: false };
    for (const step of [3, 4, 5]) open(step, false);
    for (const step of [3, 4, 5]) setDone(step, false);
    decide();
  };

  // Step 3: who approves, and whose approval counts.
  const decide = () => {
    const decision = practice.decide(base, request(), approvals, at());
    const triedOwn = decision.discounted.some(({ reason }) => reason === 'subject');
    const hint =
      decision.satisfied && !triedOwn
        ? core.html`<p>One thing is left: see what your own approval would have counted.</p>`.text
        : '';
    say('decision', practice.decisionInHtml(decision, base).text + hint);
    setDone(3, decision.satisfied && triedOwn);
  };

  // Step 4: the clock.
  const clock = element<HTMLInputElement>('clock');
  const turn = () => {
    const asked = request();
    const { last, days } = practice.clockOf(asked, at());
    clock.max = String(days + 1);
    const { day, why } = practice.accessOn(asked, Number(clock.value), at());
    clock.setAttribute('aria-valuetext', practice.dayInWords(day));
    say('access', practice.accessInHtml(day, why, last).text);
    seen = { with: seen.with || why === undefined, without: seen.without || why === 'ended' };
    setDone(4, seen.with && seen.without);
  };

  // Step 5: the checklist, and the code.
  const finish = () => {
    const boxes = [...page.querySelectorAll<HTMLInputElement>('.checklist input')];
    const left = boxes.filter(({ checked }) => !checked).length;
    const login = training === undefined ? '' : practice.loginIn(typedIn('login'));
    setDone(5, left === 0 && login !== undefined);
    if (left > 0)
      return say(
        'finish',
        core.html`<p>${left === 1 ? 'One line is' : `${left} lines are`} left to tick.</p>`.text,
      );
    if (training === undefined) return say('finish', '<p class="verdict ok">You are done.</p>');
    if (login === undefined)
      return say(
        'finish',
        core.html`<p>${typedIn('login') === '' ? 'Write your login, and the code stands here.' : 'This is no login on GitHub: it has letters, numbers and single dashes.'}</p>`
          .text,
      );
    const { now } = at();
    const code = practice.codeOf({ training, login, day: practice.dayOf(now, timeZone) });
    const address = form && `${form}&${new URLSearchParams({ code })}`;
    if (document.getElementById('code')?.textContent === code) return undefined;
    say('finish', practice.codeInHtml(code, address).text);
    element('copy-code').addEventListener('click', () => void copy(code));
  };

  const copy = async (code: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
      element('code-copied').textContent = 'Copied.';
    } catch {
      // Not every browser lets a page copy; the code is marked then, ready to be copied by hand.
      getSelection()?.selectAllChildren(element('code'));
      element('code-copied').textContent = 'It is marked; copy it with your keyboard.';
    }
  };

  let waiting: ReturnType<typeof setTimeout> | undefined;
  const first = practice.firstDraft(at());
  for (const [id, value] of Object.entries(first)) element<Field>(id).value = value;
  element('request').addEventListener('submit', (event) => {
    event.preventDefault();
    sent = true;
    judge();
    element('step-2-title').focus();
  });
  element('request').addEventListener('input', () => {
    if (!sent) return;
    begin();
    // What stands there is not about what was typed last.
    element('answer').setAttribute('aria-busy', 'true');
    clearTimeout(waiting);
    waiting = setTimeout(judge, 200);
  });
  for (const button of page.querySelectorAll<HTMLElement>('[data-next]'))
    button.addEventListener('click', () => {
      const step = Number(button.dataset.next);
      open(step, true);
      if (step === 4) {
        clock.value = '0';
        turn();
      }
      element(`step-${step}-title`).focus();
    });
  for (const button of page.querySelectorAll<HTMLElement>('[data-reviewer]'))
    button.addEventListener('click', () => {
      const { reviewer = '' } = button.dataset;
      approvals = [...approvals.filter((each) => each !== reviewer), reviewer];
      decide();
    });
  for (const button of page.querySelectorAll<HTMLElement>('[data-clock]'))
    button.addEventListener('click', () => {
      const { days } = practice.clockOf(request(), at());
      clock.max = String(days + 1);
      clock.value =
        { today: '0', last: String(days), after: String(days + 1) }[button.dataset.clock ?? ''] ?? '0';
      turn();
    });
  clock.addEventListener('input', turn);
  element('step-5').addEventListener('input', finish);
}

const loading = document.querySelector<HTMLElement>('[data-loading]');
const page = document.querySelector<HTMLElement>('[data-practice]');
if (page) {
  start(globalThis.grantbookCore, page);
  page.hidden = false;
}
if (loading) loading.hidden = true;
