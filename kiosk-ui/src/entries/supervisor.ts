// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import SupervisorPage from '../screens/supervisor/SupervisorPage.svelte';

const lists = import.meta.glob<string>(
  [
    '../words/da/{advice,alerts,common,desks,holds,notice,reason,report}.ftl',
    '../words/da/{signin,supervisor,trials,windows,worth}.ftl',
  ],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

void start('supervisor', SupervisorPage, lists);
