import '../look-public';
import { start } from '../lib/start';
import BoardLive from '../screens/board/BoardLive.svelte';

start('board', BoardLive);
