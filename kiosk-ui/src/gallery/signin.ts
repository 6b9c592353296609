// SPDX-License-Identifier: MPL-2.0
import { exampleBranding } from './branding';
import type { SessionOfSender, SignInMethods } from '../wire/wire';
import type { States } from './state';

const local: SignInMethods = { office_name: 'Borgerservice Midtby', local_accounts: true, provider: null };
const provider: SignInMethods = { ...local, local_accounts: false, provider: '/sign-in/demo/provider' };

/** Two rings and a dot: what a camera would read is not for a picture. */
const qr =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="none" stroke="#000" ' +
  'd="M1.5 1.5h6v6h-6zM3.5 3.5h2v2h-2z"/></svg>';

const auditor: SessionOfSender = {
  role: 'auditor',
  actor: 'auditor:p-7k2m9x4q3w',
  name: 'jens.holm',
  second_factor: false,
  own_password: true,
  may: ['describe_office', 'read_ledger'],
};

const clerk: SessionOfSender = {
  role: 'clerk',
  actor: 'clerk:p-4f8k2m9x7q',
  name: 'mette.hansen',
  second_factor: false,
  own_password: true,
  may: ['describe_office', 'watch_desk', 'serve'],
};

const office = {
  id: 'midtby',
  name: 'Borgerservice Midtby',
  desks: ['1', '2', '3'].map((id) => ({ id, name: id })),
};

export const states: States<SignInMethods> = {
  branded: { title: 'kontorets logo og farve', view: local, branding: exampleBranding },
  local: { title: 'navn og adgangskode', view: local },
  code: { title: 'engangskode', view: local, props: { begin: { withCode: true } } },
  choose: { title: 'vælg en adgangskode', view: local, props: { begin: { step: 'choose' } } },
  second: { title: 'kode fra app', view: local, props: { begin: { step: 'second' }, name: 'anne.berg' } },
  setup: {
    title: 'sæt app op',
    view: local,
    props: { begin: { step: 'setup', secondFactor: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', qr } } },
  },
  wrong: { title: 'forkert', view: local, props: { name: 'mette.hansen', begin: { error: 'signin-wrong' } } },
  locked: { title: 'låst', view: local, props: { why: 'locked', name: 'mette.hansen' } },
  ended: { title: 'logget ud undervejs', view: local, props: { why: 'ended', name: 'mette.hansen' } },
  provider: { title: 'kommunens login', view: provider },
  role: { title: 'uden rolle hos udbyderen', view: provider, props: { why: 'provider_role' } },
  inside: {
    title: 'logget ind',
    view: local,
    props: { inside: { who: clerk, office }, onchange: () => {} },
  },
  change: {
    title: 'skifter adgangskode',
    view: local,
    props: { inside: { who: clerk, office }, changing: true, oncancel: () => {} },
  },
  changed: {
    title: 'adgangskoden er skiftet',
    view: local,
    props: { inside: { who: clerk, office }, changed: true, onchange: () => {} },
  },
  forbidden: { title: 'rollen må ikke', view: local, props: { forbidden: auditor } },
};
