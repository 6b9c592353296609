// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import ReportLive from '../screens/report/ReportLive.svelte';

const lists = import.meta.glob<string>('../words/da/{common,report,supervisor,worth}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('report', ReportLive, lists);
