// SPDX-License-Identifier: MPL-2.0
import '../styles-public';
import { start } from '../lib/start';
import KioskLive from '../screens/kiosk/KioskLive.svelte';

const lists = import.meta.glob<string>('../words/da/{access,common,kiosk,reason}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('kiosk', KioskLive, lists);
