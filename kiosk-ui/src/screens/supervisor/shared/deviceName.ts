// SPDX-License-Identifier: MPL-2.0
import { find } from '../../../lib/fluent';
import { locale, t } from '../../../lib/words.svelte';

/** "kiosk:entrance" is the kiosk named entrance; a token without a name is its role. */
export function deviceName(actor: string): string {
  const [role = '', ...rest] = actor.split(':');
  const kind = find(locale.language, `supervisor-role-${role.replaceAll('_', '-')}`) ?? role;
  const name = rest.join(':');
  return name ? t('supervisor-device-name', { kind, name }) : kind;
}
