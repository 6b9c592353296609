import '../look-desk';
import { start } from '../lib/start';
import SupervisorLive from '../screens/supervisor/SupervisorLive.svelte';

start('supervisor', SupervisorLive);
