/** What a list of people can say, and how its cells are read. */
import { helpWithDay, readingsOfDay } from '../load/days.ts';
import { parseDay } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { Field } from './columns.ts';

export type PeopleField =
  | 'userName'
  | 'displayName'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'githubLogin'
  | 'githubId'
  | 'jobFunction'
  | 'department'
  | 'employmentType'
  | 'manager'
  | 'active'
  | 'startDate'
  | 'endDate';

/** By what personnel systems call them, in English and in the languages of lists that come from elsewhere in Europe. */
export const peopleFields: readonly Field<PeopleField>[] = [
  {
    id: 'userName',
    synonyms: [
      ...['user', 'login', 'account', 'user id', 'sam account name', 'uid', 'username'],
      ...[
        'Benutzername',
        'Benutzer',
        'Anmeldename',
        'Kennung',
        'nom d’utilisateur',
        'utilisateur',
        'identifiant',
      ],
      ...['usuario', 'nombre de usuario', 'nome de utilizador', 'utilizador', 'utente', 'nome utente'],
      ...['gebruikersnaam', 'gebruiker'],
    ],
  },
  {
    id: 'displayName',
    synonyms: [
      ...['name', 'full name', 'employee', 'employee name', 'person', 'preferred name'],
      ...[
        'Anzeigename',
        'vollständiger Name',
        'Mitarbeiter',
        'Mitarbeiterin',
        'nom complet',
        'nom et prénom',
      ],
      ...[
        'nombre completo',
        'nombre y apellidos',
        'nome completo',
        'nome e cognome',
        'volledige naam',
        'naam',
      ],
      ...['nom', 'nombre', 'nome'],
    ],
  },
  {
    id: 'firstName',
    synonyms: ['given name', 'forename', 'Vorname', 'prénom', 'nome próprio', 'voornaam'],
  },
  {
    id: 'lastName',
    synonyms: [
      ...['surname', 'family name', 'Nachname', 'Familienname', 'nom de famille', 'apellido', 'apellidos'],
      ...['apelido', 'cognome', 'achternaam'],
    ],
  },
  {
    id: 'email',
    synonyms: [
      ...['e-mail', 'mail', 'e-mail address', 'work email', 'user principal name', 'upn'],
      ...['E-Mail-Adresse', 'courriel', 'adresse e-mail', 'adresse mail', 'correo', 'correo electrónico'],
      ...['correio eletrónico', 'indirizzo e-mail', 'e-mailadres'],
    ],
  },
  {
    id: 'githubLogin',
    synonyms: [
      'github',
      'github user',
      'github user name',
      'github account',
      'GitHub-Konto',
      'compte GitHub',
    ],
  },
  {
    id: 'githubId',
    synonyms: [
      ...['github number', 'github account id', 'github account number', 'github user id', 'GitHub-Nummer'],
    ],
  },
  {
    id: 'jobFunction',
    synonyms: [
      ...['job functions', 'job title', 'title', 'job', 'position', 'function', 'role', 'job role'],
      ...['Funktion', 'Stelle', 'Stellenbezeichnung', 'Berufsbezeichnung', 'Tätigkeit', 'Beruf'],
      ...['fonction', 'poste', 'intitulé du poste', 'métier', 'función', 'puesto', 'cargo'],
      ...['função', 'posto', 'mansione', 'ruolo', 'funzione', 'functie'],
    ],
  },
  {
    id: 'department',
    synonyms: [
      ...['team', 'division', 'business unit', 'org unit', 'area', 'Abteilung', 'Bereich', 'service'],
      ...['département', 'équipe', 'departamento', 'equipo', 'equipa', 'reparto', 'ufficio', 'afdeling'],
    ],
  },
  {
    id: 'employmentType',
    synonyms: ['employment', 'type', 'contract', 'contract type', 'worker type', 'kind'],
  },
  {
    id: 'manager',
    synonyms: [
      ...['supervisor', 'line manager', 'reports to', 'boss', 'manager email', 'manager name', 'team lead'],
      ...['Vorgesetzter', 'Vorgesetzte', 'Führungskraft', 'Teamleitung', 'Chef', 'Leiter'],
      ...['responsable', 'supérieur', 'supérieur hiérarchique', 'jefe', 'superior', 'chefia', 'responsável'],
      ...['responsabile', 'leidinggevende'],
    ],
  },
  {
    id: 'active',
    synonyms: ['status', 'enabled', 'is active', 'account enabled', 'state', 'employment status', 'aktiv'],
  },
  {
    id: 'startDate',
    synonyms: [
      ...['start', 'hire date', 'first day', 'joined', 'entry date', 'start day'],
      ...['Eintritt', 'Eintrittsdatum', 'date d’entrée', 'fecha de alta', 'data de admissão'],
      ...['data di assunzione', 'datum in dienst'],
    ],
  },
  {
    id: 'endDate',
    synonyms: [
      ...['end', 'last day', 'leaving date', 'termination date', 'left', 'exit date', 'end day'],
      ...['Austritt', 'Austrittsdatum', 'date de sortie', 'fecha de baja', 'data de saída'],
      ...['data di cessazione', 'datum uit dienst'],
    ],
  },
];

const employment: Readonly<Record<Person['employmentType'], RegExp>> = {
  employee: /^(?:|employee|employed|permanent|regular|full[ -]?time|part[ -]?time|staff|internal)$/,
  contractor: /^(?:contractor|contract|freelancer?|external|consultant|temp|temporary|vendor|agency)$/,
  intern: /^(?:intern|internship|trainee|apprentice|student|working student)$/,
  service: /^(?:service|service account|technical|bot|system|machine|shared)$/,
};

/** Any usual word for a kind of employment; none is an employee. */
export const employmentOf = (text: string): Person['employmentType'] | undefined =>
  (Object.keys(employment) as Person['employmentType'][]).find((kind) =>
    employment[kind].test(text.toLowerCase()),
  );

/** Any usual word for yes or no; none is yes. */
export function activeOf(text: string): boolean | undefined {
  if (
    /^(?:|yes|y|true|1|active|enabled|current|employed|on leave|ja|aktiv|wahr|oui|actif|vrai|si|sí|sì|sim|activo|ativo|attivo|actief)$/i.test(
      text,
    )
  )
    return true;
  return /^(?:no|n|false|0|inactive|disabled|left|former|terminated|leaver|nein|inaktiv|falsch|ausgeschieden|non|inactif|faux|não|inactivo|inativo|inattivo|nee|inactief)$/i.test(
    text,
  )
    ? false
    : undefined;
}

/** A day in any form that can only mean one; a spreadsheet likes to put a midnight behind it. */
export function dayIn(text: string): { readonly day: string } | { readonly help: string } {
  const day = text.replace(/[ T]00:00(?::00(?:\.0+)?)?Z?$/, '');
  if (parseDay(day) !== undefined) return { day };
  const [reading, ...others] = readingsOfDay(day);
  return reading !== undefined && others.length === 0 ? { day: reading } : { help: helpWithDay(day) };
}

/** Simple on purpose: what mail servers take, nobody can tell from its letters. */
export const isEmail = (text: string): boolean => /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text);
