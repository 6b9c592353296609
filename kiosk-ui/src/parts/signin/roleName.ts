// SPDX-License-Identifier: MPL-2.0
import { t } from '../../lib/words.svelte';

export const roleName = (role: string): string => t(`signin-role-${role.replaceAll('_', '-')}`);
