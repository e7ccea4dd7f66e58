/** The page on which a request is put together: reads the choices, and shows what the core says of them. */
import type { Draft, Request } from '../site/request.ts';
import type { SiteData } from '../site/site.ts';
import type { core as Core } from './core.ts';

declare global {
  var grantbookSite: SiteData;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const element = <T extends HTMLElement = HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`there is no #${id}`);
  return found as T;
};

function start(core: typeof Core, site: SiteData): void {
  const base = core.workspaceFrom(site.texts);
  const timeZone = base.settings?.value.timeZone ?? 'UTC';
  const people = base.people.all();
  const { people: named, known } = site;
  const at = () => ({ now: Date.now(), timeZone });
  const answerOf = (id: string): string => (document.getElementById(id) as Field | null)?.value.trim() ?? '';
  const box = (id: string) => document.querySelector<HTMLElement>(`[data-field="${id}"]`);
  const show = (id: string, visible: boolean) => {
    const found = box(id);
    if (found) found.hidden = !visible;
  };

  /** What was typed for a role that asks for it is no answer to one that does not. */
  const ifAsked = (id: string): string => (box(id)?.hidden ? '' : answerOf(id));

  /** A user name, from what was typed or chosen: the user name itself, or "Ana Costa (ana.costa)". */
  const userIn = (id: string): string => {
    const text = answerOf(id);
    const [, inside] = /\(([^()]+)\)$/.exec(text) ?? [];
    if (inside !== undefined && base.people.has(inside)) return inside;
    const byName = named ? people.filter(({ value }) => value.displayName === text) : [];
    return byName.length === 1 ? (byName[0]?.id ?? text) : text;
  };

  const draft = (): Draft => {
    const [system = '', role = ''] = answerOf('role').split('/');
    const alone = core.asksAlone(base, { system, role });
    return {
      system,
      role,
      subject: userIn('subject'),
      jobFunction: answerOf('jobFunction'),
      askedBy: alone ? '' : userIn('askedBy'),
      length: answerOf('length'),
      until: answerOf('length') === core.untilDay ? answerOf('until') : '',
      from: answerOf('from'),
      why: answerOf('why'),
      ticket: ifAsked('ticket'),
      incident: ifAsked('incident'),
    };
  };

  const fill = (id: string, choices: readonly { readonly value: string; readonly text: string }[]) => {
    element(id).replaceChildren(
      ...choices.map(({ value, text }) =>
        Object.assign(document.createElement('option'), { value, textContent: text }),
      ),
    );
  };

  /** What depends on the role, and on who it is for. */
  const offer = () => {
    const wanted = draft();
    const { system = '', role = '' } = wanted;
    const found = core.findRole(base, system, role);
    element('role-about').textContent = found?.role.description ?? '';
    if (!named) offerJobFunctions(system, role, found !== undefined);
    const lengths = core.lengthsFor(base, wanted, at());
    const chosen = answerOf('length');
    fill(
      'length',
      lengths.length === 0
        ? [{ value: '', text: 'Choose a role first' }]
        : lengths.map((text) => ({ value: text, text })),
    );
    const length = lengths.includes(chosen) && lengthIsChosen ? chosen : core.usualLength(lengths, at());
    element<HTMLSelectElement>('length').value = length ?? '';
    show('until', answerOf('length') === core.untilDay);
    const pattern = found?.role.ticketPattern;
    show('ticket', pattern !== undefined);
    const example = pattern === undefined ? undefined : core.exampleTicket(pattern);
    element('ticket-hint').textContent =
      example === undefined ? 'The role asks for one.' : `It looks like ${example}.`;
    show('incident', found?.role.emergency !== undefined);
    const alone = found === undefined || core.asksAlone(base, wanted);
    show('askedBy', !alone);
    if (!alone)
      element('askedBy-hint').innerHTML =
        core.html`Nobody asks for this role alone. It has to be ${core.requestersInHtml(found.role.requesters, system, base, { people: named, to: 'anybody' })}. Write the user name.`.text;
  };

  const offerJobFunctions = (system: string, role: string, isChosen: boolean) => {
    const select = element<HTMLSelectElement>('jobFunction');
    const before = select.value;
    const { may, others } = core.jobFunctionsFor(base, system, role);
    const group = (label: string, ids: readonly string[]) => {
      const found = Object.assign(document.createElement('optgroup'), { label });
      found.append(
        ...ids.map((id) =>
          Object.assign(document.createElement('option'), { value: id, textContent: core.asTitle(id) }),
        ),
      );
      return found;
    };
    const first = Object.assign(document.createElement('option'), {
      value: '',
      textContent: 'Choose a job function',
    });
    select.replaceChildren(
      first,
      ...(isChosen && may.length > 0 ? [group('May have this role', may)] : []),
      ...(others.length > 0 ? [group(isChosen ? 'May not have it' : 'All', others)] : []),
    );
    select.value = before;
  };

  const takenForGranted = ({ grant }: Request): readonly string[] => {
    if (named) return [];
    const trainings = core.findRole(base, grant.system, grant.role)?.role.requiresTraining ?? [];
    return [
      'This page knows no people. Whoever it is for works here, has a manager, and holds nothing yet that does not go with this role.',
      'Nobody who would have to approve is the person, or asks for it.',
      ...(trainings.length > 0
        ? [`These trainings are completed: ${trainings.map(core.inWords).join(', ')}.`]
        : []),
    ];
  };

  let shown = '';
  const answer = () => {
    const wanted = draft();
    const request = core.requestOf(base, wanted, { ...at(), known });
    const said = element('answer');
    said.removeAttribute('aria-busy');
    const send = element('send');
    send.hidden = request === undefined;
    if (!request) {
      said.innerHTML =
        core.html`<p class="quiet">${wanted.role ? `Now say ${named ? 'for whom it is' : 'what you do'}, and you see here what the policies say.` : 'Choose a role to begin.'}</p>`.text;
      shown = '';
      return;
    }
    const text = core.answerInHtml(
      request.judged,
      request.grant.system,
      { people: named, to: named ? 'anybody' : 'you' },
      takenForGranted(request),
    ).text;
    // A screen reader reads what changes, and only then.
    if (text !== shown) said.innerHTML = text;
    shown = text;
    offerToSend(request, wanted, send);
  };

  const offerToSend = (request: Request, wanted: Draft, place: HTMLElement) => {
    const isOpen = place.querySelector('details')?.open ?? false;
    const { repository, forms } = site;
    place.innerHTML = core.sendInHtml({ request, draft: wanted, base, repository, forms }).text;
    element<HTMLDetailsElement>('file').open = isOpen;
    element('copy').addEventListener('click', () => void copy(request.text));
  };

  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      element('copied').textContent = 'Copied.';
    } catch {
      // Not every browser lets a page copy; the text is marked then, ready to be copied by hand.
      getSelection()?.selectAllChildren(element('file-text'));
      element('copied').textContent = 'It is marked; copy it with your keyboard.';
    }
  };

  /** Whether somebody chose the length; otherwise a usual one stands there, also after another role was chosen. */
  let lengthIsChosen = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(waiting);
    // What stands there is not about what was typed last.
    element('answer').setAttribute('aria-busy', 'true');
    waiting = setTimeout(answer, 200);
  };

  /** The role that the address names: `#system=payroll&role=viewer`. */
  const fromAddress = () => {
    const { system, role } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    const select = element<HTMLSelectElement>('role');
    const wanted = `${system}/${role}`;
    if ([...select.options].some(({ value }) => value === wanted)) select.value = wanted;
  };

  if (named)
    for (const id of ['everybody', 'askers'])
      fill(
        id,
        people.map(({ id: user, value }) => ({ value: `${value.displayName} (${user})`, text: '' })),
      );
  const form = document.querySelector('form');
  form?.addEventListener('submit', (event) => event.preventDefault());
  form?.addEventListener('input', ({ target }) => {
    const { id } = target as HTMLElement;
    if (id === 'length') lengthIsChosen = true;
    if (['role', 'subject', 'jobFunction', 'length'].includes(id)) offer();
    soon();
  });
  addEventListener('hashchange', () => {
    fromAddress();
    offer();
    answer();
  });
  fromAddress();
  offer();
  answer();
}

const loading = document.querySelector<HTMLElement>('[data-loading]');
const builder = document.querySelector<HTMLElement>('[data-builder]');
start(globalThis.grantbookCore, globalThis.grantbookSite);
if (builder) builder.hidden = false;
if (loading) loading.hidden = true;
