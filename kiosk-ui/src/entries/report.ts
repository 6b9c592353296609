// SPDX-License-Identifier: MPL-2.0
import '../styles-desk';
import { start } from '../lib/start';
import ReportPage from '../screens/report/ReportPage.svelte';

const lists = import.meta.glob<string>('../words/da/{common,report,signin,supervisor,worth}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

void start('report', ReportPage, lists);
