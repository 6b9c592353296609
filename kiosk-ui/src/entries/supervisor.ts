// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import SupervisorLive from '../screens/supervisor/SupervisorLive.svelte';

const lists = import.meta.glob<string>(
  '../words/da/{advice,common,holds,reason,report,supervisor,trials,windows,worth}.ftl',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

void start('supervisor', SupervisorLive, lists);
