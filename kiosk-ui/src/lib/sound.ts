// SPDX-License-Identifier: MPL-2.0
/** Tones that a screen makes itself. What is heard is always to be seen too. */
import type { Sound } from '../wire/wire';

let context: AudioContext | null = null;

/** Asks the browser for sound: at the start, and again at a touch, which some browsers wait for. */
export function openSound(): void {
  try {
    context ??= new AudioContext();
    void context.resume().catch(() => {});
  } catch {
    // No sound card.
  }
}

/** Whether the browser lets the screen be heard now. */
export const soundNow = (): Sound => (context?.state === 'running' ? 'allowed' : 'blocked');

/** Two soft tones, generated instead of loaded. What cannot be heard at once is never played later. */
export function chime(first = 659.3, second = 523.3): void {
  openSound();
  const on = context;
  const asked = performance.now();
  const play = (): void => {
    if (!on || performance.now() - asked > 300) return;
    tone(on, first, 0);
    tone(on, second, 0.45);
  };
  void on?.resume().then(play, () => {});
}

function tone(on: AudioContext, frequency: number, after: number): void {
  const start = on.currentTime + after;
  const gain = on.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.35, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 1.4);
  gain.connect(on.destination);
  const source = on.createOscillator();
  source.type = 'sine';
  source.frequency.value = frequency;
  source.connect(gain);
  source.start(start);
  source.stop(start + 1.5);
}
