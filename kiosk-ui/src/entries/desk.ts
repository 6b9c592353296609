// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import DeskPage from '../screens/desk/DeskPage.svelte';

const lists = import.meta.glob<string>('../words/da/{access,common,desk,reason,reminder,signin}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('desk', DeskPage, lists);
