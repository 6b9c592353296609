// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import SigninLive from '../screens/signin/SigninLive.svelte';

const lists = import.meta.glob<string>('../words/da/{common,signin}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('signin', SigninLive, lists);
