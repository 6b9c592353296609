// SPDX-License-Identifier: MPL-2.0
/** Screens that are not let in: the same reasons at each of them. */
import type { ScreenAccess } from '../wire/wire';
import type { State } from './state';

const why = (
  access: ScreenAccess['access'],
  roles: string[],
  more: Partial<ScreenAccess> = {},
): ScreenAccess => ({
  access,
  role: null,
  roles,
  own_desk: null,
  desks: [],
  ...more,
});

const code = 'KTR-WXD';
const counter = ['clerk', 'supervisor', 'administrator'];
const guests = ['kiosk', 'companion', ...counter];
const hall = ['kiosk', 'board', 'companion', 'unit_lead', ...counter];

/** The states of a screen that is paired by a code. */
function screenStates<View>(view: View, roles: string[], role: string): Record<string, State<View>> {
  const state = (title: string, refused: State['refused']): State<View> => ({
    title,
    view,
    ...(refused && { refused }),
  });
  return {
    refused_no_token: state('Ikke godkendt endnu, med kode', { refusal: why('no_token', roles), code }),
    refused_no_code: state('Ikke godkendt, koden hentes', { refusal: why('no_token', roles), code: null }),
    refused_too_many: state('Ikke godkendt, mange skærme venter', {
      refusal: why('no_token', roles),
      code: null,
      trouble: 'too_many',
    }),
    refused_unknown: state('Nøglen er ukendt', { refusal: why('unknown_token', roles), code }),
    refused_revoked: state('Adgangen er taget fra skærmen', { refusal: why('revoked', roles), code }),
    refused_other_office: state('Hører til et andet kontor', { refusal: why('other_office', roles), code }),
    refused_role: state('Må ikke vise denne side', { refusal: why('role_may_not', roles, { role }), code }),
  };
}

export const kioskRefused = <View>(view: View): Record<string, State<View>> =>
  screenStates(view, guests, 'board');
export const boardRefused = <View>(view: View): Record<string, State<View>> =>
  screenStates(view, hall, 'auditor');
export const deskRefused = <View>(view: View): Record<string, State<View>> => ({
  ...screenStates(view, counter, 'kiosk'),
  refused_other_desk: {
    title: 'Skærmen hører til en anden skranke',
    view,
    refused: { refusal: why('other_desk', counter, { role: 'clerk', own_desk: '2' }), code, desk: '3' },
  },
  refused_unknown_desk: {
    title: 'Skranken findes ikke',
    view,
    refused: {
      refusal: why('unknown_desk', counter, {
        role: 'clerk',
        desks: ['1', '2', '3', '4', '5', '6'].map((desk) => ({ desk, name: desk })),
      }),
      code: null,
      desk: '17',
    },
  },
});
