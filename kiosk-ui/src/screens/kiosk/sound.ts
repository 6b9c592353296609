// SPDX-License-Identifier: MPL-2.0
/** Two soft tones for the warning, which is always visible too. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    for (const [index, pitch] of [660, 880].entries()) {
      const from = audio.currentTime + index * 0.28;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.25, from + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, from + 0.26);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 0.27);
    }
    setTimeout(() => void audio.close(), 1_000);
  } catch {
    // No sound device, or the browser forbids it.
  }
}
