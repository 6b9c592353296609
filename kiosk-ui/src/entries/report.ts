import '../look-desk';
import { start } from '../lib/start';
import ReportLive from '../screens/report/ReportLive.svelte';

start('report', ReportLive);
