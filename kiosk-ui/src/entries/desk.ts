// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import DeskLive from '../screens/desk/DeskLive.svelte';

const lists = import.meta.glob<string>('../words/da/{common,desk,reason}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('desk', DeskLive, lists);
