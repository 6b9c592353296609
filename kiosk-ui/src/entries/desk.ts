import '../look-desk';
import { start } from '../lib/start';
import DeskLive from '../screens/desk/DeskLive.svelte';

start('desk', DeskLive);
