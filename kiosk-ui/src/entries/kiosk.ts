import '../look-public';
import { start } from '../lib/start';
import KioskLive from '../screens/kiosk/KioskLive.svelte';

start('kiosk', KioskLive);
