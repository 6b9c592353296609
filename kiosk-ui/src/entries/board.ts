// SPDX-License-Identifier: MPL-2.0
import '../styles-public';
import { start } from '../lib/start';
import BoardLive from '../screens/board/BoardLive.svelte';

const lists = import.meta.glob<string>('../words/da/{access,board,common}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('board', BoardLive, lists);
